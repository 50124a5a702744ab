// A server under mixed load: lists, searches, files, what-ifs, and writes; it is killed and asked to stop meanwhile.
//   node tests/web/load.mjs PROGRAM STORE SECONDS      STORE: without accounts; it is written to
// Whatever was acknowledged is there once afterwards, though every write was sent until it was; nothing but refusals of
// a server that is gone was answered. From a minute on, memory in the last quarter is held against the second.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { makeChecks } from './check.mjs'

const [program, store, given = '8'] = process.argv.slice(2)
const seconds = Number(given)
const agent = new Agent({ keepAlive: true, maxSockets: 16 })
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))
const checks = makeChecks()

async function serve(port) {
  const listen = `127.0.0.1:${port}`
  const server = spawn(program, ['serve', store, '--listen', listen, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  for await (const piece of server.stdout) {
    said += piece
    const found = /"listening":"http:\/\/[^"]*:(\d+)"/.exec(said)
    if (found !== null) return { server, port: Number(found[1]) }
  }
  throw new Error('the server did not come up')
}

// Status 0: nobody answered. Each worker is a caller of his own for the limit on requests a second.
function ask(port, worker, path, { method = 'GET', body, headers = {} } = {}) {
  return new Promise((resolve) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      path,
      method,
      agent,
      headers: { 'X-Forwarded-For': `10.0.0.${worker}`, ...headers },
    })
    sent.on('error', () => resolve({ status: 0, body: '' }))
    sent.on('response', (response) => {
      const parts = []
      response.on('data', (part) => parts.push(part))
      response.on('error', () => resolve({ status: 0, body: '' }))
      response.on('end', () =>
        resolve({ status: response.statusCode, body: Buffer.concat(parts).toString() }),
      )
    })
    sent.end(body)
  })
}

const state = { port: 0, process: null, ending: false, asked: 0, wrong: [], acknowledged: new Map() }
const memory = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${state.process.pid}/status`, 'utf8'))[1]) / 1024

async function readers(worker, county) {
  const pick = (list) => list[Math.floor(Math.random() * list.length)]
  const paths = [
    () => '/api/summary',
    () => '/api/findings?limit=50',
    () => `/api/findings?limit=20&q=${encodeURIComponent(pick(county).head)}`,
    () => '/api/households?limit=50&open=1',
    () => `/api/households?q=${encodeURIComponent(pick(county).head)}`,
    () => `/api/households/${encodeURIComponent(pick(county).key)}`,
    () => `/api/records/person?limit=50&q=${encodeURIComponent(pick(county).head)}`,
    () => '/api/records/person?limit=50&sort=-name',
    () =>
      `/api/what-if?by=township&set=line%5Bpurpose%3Dexit%5D%3D${4000 + Math.floor(Math.random() * 900)}`,
    () => `/api/explain/household/${encodeURIComponent(pick(county).key)}`,
    () => '/api/events?limit=20',
  ]
  while (!state.ending) {
    const path = pick(paths)()
    const answer = await ask(state.port, worker, path)
    state.asked += 1
    if (![0, 200, 429, 503].includes(answer.status))
      state.wrong.push(`${path}: ${answer.status} ${answer.body}`)
    if (answer.status !== 200) await wait(50)
  }
}

// Sends each until somebody acknowledges it; that it was done once the ledger tells.
async function writer(worker, person) {
  for (let i = 0; !state.ending; i += 1) {
    const reason = `load ${worker} ${i}`
    const body = JSON.stringify({ reason })
    let answer = { status: 0 }
    while (answer.status !== 200) {
      const { csrf } = JSON.parse((await ask(state.port, worker, '/api/session')).body || '{}')
      answer = await ask(state.port, worker, `/api/records/person/${person}/reveal`, {
        method: 'POST',
        body,
        headers: {
          'Content-Type': 'application/json',
          'X-CSRF-Token': csrf ?? '',
          'Idempotency-Key': `${reason}`,
        },
      })
      if (![0, 200, 403, 429, 503].includes(answer.status)) {
        state.wrong.push(`write: ${answer.status} ${answer.body}`)
        return
      }
      if (answer.status !== 200) await wait(50)
    }
    state.acknowledged.set(reason, 0)
    await wait(20)
  }
}

async function restart(signal) {
  const before = state.process
  const gone = new Promise((done) => before.once('exit', done))
  before.kill(signal)
  await gone
  const { server } = await serve(state.port)
  state.process = server
}

async function countAcknowledged() {
  for (let after = ''; after !== null;) {
    const page = JSON.parse((await ask(state.port, 99, `/api/events?kind=reveal&limit=200${after}`)).body)
    for (const event of page.items) {
      const times = state.acknowledged.get(event.reason)
      if (times !== undefined) state.acknowledged.set(event.reason, times + 1)
    }
    after = page.next === null ? null : `&after=${page.next}`
  }
  return [...state.acknowledged].filter(([, times]) => times !== 1)
}

async function ready() {
  for (let i = 0; i < 600; i += 1) {
    const answer = await ask(state.port, 98, '/api/households?limit=200')
    if (answer.status === 200) return JSON.parse(answer.body).items
    await wait(100)
  }
  throw new Error('the server is not ready')
}

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

async function main() {
  const started = await serve(0)
  state.port = started.port
  state.process = started.server
  const county = await ready()
  const person = JSON.parse((await ask(state.port, 98, '/api/records/person?limit=1')).body).items[0].id
  const workers = [1, 2, 3, 4, 5, 6].map((worker) => readers(worker, county))
  workers.push(writer(11, person), writer(12, person))
  const samples = []
  const end = Date.now() + seconds * 1000
  while (Date.now() < end) {
    await wait(Math.min(1000, seconds * 50))
    samples.push(memory())
  }
  for (const signal of ['SIGKILL', 'SIGTERM']) {
    await restart(signal)
    await ready()
    await wait(Math.min(5000, seconds * 100))
  }
  state.ending = true
  await Promise.all(workers)
  const lost = await countAcknowledged()
  checks.that('something was asked and written', state.asked > 20 && state.acknowledged.size > 2)
  checks.that(
    'nothing was answered wrongly',
    state.wrong.length === 0,
    state.wrong.slice(0, 5).join('\n        '),
  )
  checks.that('every acknowledged write is there once', lost.length === 0, lost.slice(0, 5).join('; '))
  const quarter = Math.floor(samples.length / 4)
  const early = median(samples.slice(quarter, 2 * quarter))
  const late = median(samples.slice(-quarter))
  if (seconds >= 60)
    checks.that('memory does not grow', late <= early * 1.05 + 16, `${early} MB, then ${late} MB`)
  console.log(
    `load: ${state.asked} requests, ${state.acknowledged.size} writes in ${seconds} s; ` +
      `memory ${early?.toFixed(0)} MB in the second quarter, ${late?.toFixed(0)} MB in the last`,
  )
  state.process.kill('SIGTERM')
  agent.destroy()
  process.exitCode = checks.close()
}

await main()
