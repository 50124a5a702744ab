// The evaluator of the pages against the one of the server: the public suite, and random expressions over random
// registers with gaps. What it supports must agree; what it does not must say so.
//   node tests/web/cel_test.mjs CEL_TEST        CEL_TEST: the built program of that name
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createRequire } from 'node:module'
import { makeChecks } from './check.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const folder = mkdtempSync(join(tmpdir(), 'cel-'))
const checks = makeChecks()

// The sources as one module that this program can load.
async function loadEvaluator() {
  const require = createRequire(join(root, 'web/package.json'))
  const { build } = await import(pathToFileURL(require.resolve('vite')).href)
  await build({
    configFile: false,
    root: join(root, 'web'),
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      lib: { entry: join(root, 'web/src/cel/index.ts'), formats: ['es'], fileName: 'cel' },
    },
  })
  return import(pathToFileURL(join(folder, 'cel.js')).href)
}

const sorted = (value) =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value).map(([key, of]) => [
            key,
            key === 'map'
              ? of.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
              : sorted(of),
          ]),
        )
      : value
const same = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

// Doubles compare as numbers.
const canonical = (value) =>
  JSON.parse(JSON.stringify(value), (key, of) =>
    key === 'double' && typeof of === 'string' && !/^-?(Inf|Nan)/i.test(of) ? String(Number(of) + 0) : of,
  )

const tally = { agreed: 0, unsupported: new Map(), compared: 0 }
const reported = (what) => tally.unsupported.set(what, (tally.unsupported.get(what) ?? 0) + 1)

function population({ evaluate, outcomeOf }, { facts, cases }) {
  for (const one of cases)
    one.expect.forEach((expected, row) => {
      const outcome = evaluate(one.tree, facts, [one.table, row])
      if (outcome.unsupported !== undefined) return reported(outcome.unsupported)
      tally.compared += 1
      const found = outcomeOf(outcome.value)
      checks.that(
        `${one.expr} on row ${row} of ${facts.tables[one.table].name}`,
        same(canonical(found), canonical(expected)),
        `${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`,
      )
    })
}

function suite({ evaluate, outcomeOf, valueOf, Unsupported }, cases, trees) {
  cases.forEach((one, i) => {
    const { tree } = trees[i]
    if (one.expect === undefined || tree === null) return
    if (one.container !== undefined) return reported('container')
    const variables = {}
    try {
      for (const [name, value] of Object.entries(one.bind ?? {})) variables[name] = valueOf(value)
      for (const name of Object.keys(one.vars ?? {}))
        if (variables[name] === undefined && one.bind?.[name] !== undefined) return
    } catch (reason) {
      if (reason instanceof Unsupported) return reported(`a bound ${reason.message}`)
      throw reason
    }
    const outcome = evaluate(tree, null, null, variables)
    if (outcome.unsupported !== undefined) return reported(outcome.unsupported)
    tally.compared += 1
    const found = outcomeOf(outcome.value)
    // Which error is the server's business; that it is one must agree.
    const agrees =
      one.expect.error !== undefined
        ? found.error !== undefined
        : found.value !== undefined && same(canonical(found.value), canonical(one.expect))
    const isStatic = one.expect.error !== undefined && !agrees && one.dyn !== true
    // Refused by the type check before it runs: such a tree never reaches a page.
    if (isStatic) return reported('refused before it runs')
    checks.that(
      `${one.file}: ${one.name}: ${one.expr}`,
      agrees,
      `${JSON.stringify(found)} instead of ${JSON.stringify(one.expect)}`,
    )
  })
}

// Characters over U+00FF stand in the outside file as their escapes; nothing else of it is touched
// (tests/cel/conformance_test.cpp does the same).
const repaired = (text) =>
  text.replace(/\\u([0-9a-f]{4})|\\U([0-9a-f]{8})/g, (whole, short, long) => {
    const point = Number.parseInt(short ?? long, 16)
    return point > 0xff ? String.fromCodePoint(point) : whole
  })
function mended(cases) {
  for (const { expect } of cases)
    if (typeof expect?.string === 'string') expect.string = repaired(expect.string)
  return cases
}

const program = process.argv[2]
const file = join(folder, 'cases.json')
execFileSync(program, ['-tc=cases for the browser*'], {
  cwd: root,
  env: { ...process.env, JINGZHUN_BROWSER_CASES: file },
  stdio: ['ignore', 'ignore', 'inherit'],
})
const evaluator = await loadEvaluator()
const { populations, suites } = JSON.parse(readFileSync(file, 'utf8'))
for (const one of populations) population(evaluator, one)
checks.that('thousands of random answers were compared', tally.compared > 5000, String(tally.compared))
for (const [path, trees] of Object.entries(suites)) {
  const before = tally.compared
  const cases = JSON.parse(readFileSync(join(root, path), 'utf8'))
  suite(evaluator, path.endsWith('cel-open.json') ? mended(cases) : cases, trees)
  console.log(`${path}: ${tally.compared - before} of ${trees.length} compared`)
}
const many = [...tally.unsupported].sort((a, b) => b[1] - a[1])
console.log(`left to the server: ${many.map(([what, n]) => `${what} ${n}`).join(', ')}`)
rmSync(folder, { recursive: true })
process.exitCode = checks.close()
