// DuckDB's part of link_bench: the same three tasks in SQL, on two threads. Prints the processor time of each step
// in seconds, in one line: load, exact join with conflicts, the rest, duplicates.
//
//   node bench/link_duckdb.mjs DUCKDB-FOLDER WORKLOAD-FOLDER
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [folder, data] = process.argv.slice(2)
const find = createRequire(resolve(folder, 'package.json'))
const { DuckDBInstance } = await import(pathToFileURL(find.resolve('@duckdb/node-api')).href)
const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
const connection = await instance.connect()

const table = (name, file) => `CREATE TABLE ${name} AS SELECT *, upper(replace(trim(id_no), ' ', '')) AS id,
  row_number() OVER () AS n FROM read_csv('${data}/${file}', all_varchar = true, header = true)`
const differ = ['name', 'sex', 'birth', 'village', 'disab']
  .map((field) => `SELECT pid, rec, '${field}', l.${field}, r.${field} FROM joined j JOIN registry l USING (pid)
    JOIN dept r USING (rec) WHERE l.${field} IS DISTINCT FROM r.${field}`)
const alike = (a, b) => `jaro_winkler_similarity(${a}.name, ${b}.name) > 0.6`
// A mistyped number agrees in all but one digit and in the day of birth or the village.
const rules = ['l.birth = r.birth AND l.village = r.village', 'l.birth = r.birth AND l.name = r.name',
  'l.village = r.village AND l.name = r.name',
  'substr(l.id, 1, 9) = substr(r.id, 1, 9) AND l.name = r.name',
  'substr(l.id, 10) = substr(r.id, 10) AND l.name = r.name']
const score = (a, b) => `${a}.name = ${b}.name, coalesce(hamming(nullif(${a}.id, ''), CASE WHEN length(${b}.id) =
  length(${a}.id) THEN ${b}.id END), 18), ${a}.sex = ${b}.sex`

const steps = [
  [table('registry', 'registry.csv'), table('dept', 'dept.csv')],
  ['CREATE TABLE joined AS SELECT pid, rec FROM registry l JOIN dept r ON l.id = r.id',
    `COPY (${differ.join(' UNION ALL ')}) TO '${data}/duckdb_conflicts.csv'`,
    `COPY joined TO '${data}/duckdb_pairs.csv'`],
  ['CREATE TABLE rest AS SELECT * FROM dept WHERE rec NOT IN (SELECT rec FROM joined)',
    `COPY (SELECT DISTINCT pid, rec, ${score('l', 'r')} FROM (${rules.map((rule) => `SELECT l.pid, r.rec FROM
      registry l JOIN rest r ON ${rule} WHERE ${alike('l', 'r')}`).join(' UNION ALL ')}) p
      JOIN registry l USING (pid) JOIN rest r USING (rec)) TO '${data}/duckdb_rest.csv'`],
  [`COPY (SELECT DISTINCT l.pid, r.pid, ${score('l', 'r')} FROM (${['l.id = r.id', rules[0], rules[1]].map((rule) =>
    `SELECT l.n AS a, r.n AS b FROM registry l JOIN registry r ON ${rule} AND l.n < r.n WHERE ${alike('l', 'r')}`)
    .join(' UNION ALL ')}) p JOIN registry l ON l.n = p.a JOIN registry r ON r.n = p.b)
    TO '${data}/duckdb_duplicates.csv'`],
]
const figures = []
for (const statements of steps) {
  const used = process.cpuUsage()
  for (const statement of statements) await connection.run(statement)
  const { user, system } = process.cpuUsage(used)
  figures.push(((user + system) / 1e6).toFixed(2))
}
console.log(figures.join(' '), (process.resourceUsage().maxRSS / 1024).toFixed(0))
