// DuckDB's part of rules_bench: loads the two tables, runs the statement on one thread and on two,
// prints medians of wall clock and processor time (ms) and the check sums, all in one line.
//
//   node bench/rules_duckdb.mjs FOLDER ROUNDS VETOES
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [folder, rounds, vetoes] = process.argv.slice(2)
const find = createRequire(resolve(folder, 'package.json'))
const { DuckDBInstance } = await import(pathToFileURL(find.resolve('@duckdb/node-api')).href)
const statement = readFileSync(`${folder}/statement.sql`, 'utf8')

// The narrowest types that hold the facts, as the columns of the bench have.
const bytes = new Set(['house_grade', 'w_qty', 'w_qual', 'w_rel', 'elec', 'comms', 'food', 'clothing',
  'risk', 'visits', 'sex', 'school', 'health', 'med', 'pension', 'employ', 'pno'])
function create(table) {
  const header = readFileSync(`${folder}/${table}.csv`, 'utf8').slice(0, 400).split('\n')[0]
  const types = header.split(',').map((name) => `'${name}': '${bytes.has(name) ? 'UTINYINT' : 'INTEGER'}'`)
  return `CREATE TABLE ${table} AS SELECT * FROM read_csv('${folder}/${table}.csv', header = true, columns = {${types}})`
}
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1]

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
for (const table of ['household', 'person']) await connection.run(create(table))
const figures = []
for (const threads of [1, 2]) {
  await connection.run(`SET threads = ${threads}`)
  const wall = [], processor = []
  for (let i = 0; i < Number(rounds); ++i) {
    await connection.run('DROP TABLE IF EXISTS result')
    const start = performance.now(), used = process.cpuUsage()
    await connection.run(statement)
    wall.push(performance.now() - start)
    const { user, system } = process.cpuUsage(used)
    processor.push((user + system) / 1000)
  }
  figures.push(median(wall).toFixed(2), median(processor).toFixed(2))
}
const all = (1 << 26) - 1
const sums = await connection.runAndReadAll(`SELECT
  CAST(count(*) FILTER (mask & ${vetoes} = 0 AND bit_count(mask & ${all ^ Number(vetoes)}) <= 2) AS VARCHAR),
  CAST(sum(mask) AS VARCHAR), CAST(sum(mask::HUGEINT * (hid % 1009 + 1)) AS VARCHAR) FROM result`)
console.log([...figures, ...sums.getRows()[0]].join(' '))
