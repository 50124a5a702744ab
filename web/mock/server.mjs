// Stands in for the server while screens are built and tested: web/dist and the API over a made-up county.
//   node mock/server.mjs [PORT]      0: any free one; prints the address
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { dirname, extname, join, normalize, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as answers from './answers.mjs'
import * as desk from './desk.mjs'
import { explanation } from './explanation.mjs'
import { householdFile } from './household_file.mjs'

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist')
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
}
const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"

class Refusal extends Error {
  constructor(status, code, title, detail) {
    super(title)
    Object.assign(this, { status, code, title, detail })
  }
}

const notFound = (what, language) =>
  language === 'en'
    ? new Refusal(
        404,
        'not_found',
        'Not found',
        `There is nothing at ${what}. Check the number, or search for it.`,
      )
    : new Refusal(404, 'not_found', '没有找到', `“${what}”不存在。请核对编号，或从列表里查找。`)

function answer(path, query, language) {
  const [, , resource, first, second] = path.split('/').map(decodeURIComponent)
  switch (resource) {
    case 'health':
      return { status: 'ok' }
    case 'summary':
      return answers.summary(language)
    case 'areas':
      return answers.areas(query.parent || '431128')
    case 'findings':
      if (first) return desk.finding(Number(first), language) ?? fail(first, language)
      return answers.listFindings(query, language)
    case 'households':
      if (!first) return answers.listHouseholds(query, language)
      return householdFile(first, language) ?? fail(first, language)
    case 'explain':
      return explanation(first, second, query.rule, language) ?? fail(second, language)
    case 'rules':
      return answers.listRules(language)
    case 'parameters':
      return answers.listParameters(language)
    case 'what-if':
      return answers.whatIf(query.set ?? '', query.by ?? 'township')
    case 'batches':
      return answers.batches(language)
    case 'session':
      return desk.session
    case 'registers':
      return desk.registers(language)
    case 'records':
      return desk.records(first, query, language)
    case 'work':
      return first === 'area' ? desk.stuck : { on: '2020-12-31', person: null }
    case 'agenda':
      return { area: '431128', place: '新田县', month: '2020-12', sections: [] }
    case 'bulletins':
    case 'forms':
      return []
    case 'procedures':
      return []
    case 'cases':
      return { items: [], total: 0, next: null }
    case 'events':
      return desk.events
    default:
      return fail(path, language)
  }
}

function fail(what, language) {
  throw notFound(what, language)
}

async function file(path) {
  const wanted = path.includes('.') ? normalize(join(folder, path)) : join(folder, 'index.html')
  if (!wanted.startsWith(folder + sep)) throw notFound(path, 'zh')
  try {
    return [types[extname(wanted)] ?? 'application/octet-stream', await readFile(wanted)]
  } catch {
    throw notFound(path, 'zh')
  }
}

async function handle(request, response) {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const query = Object.fromEntries(url.searchParams)
  const language = query.lang === 'en' ? 'en' : 'zh'
  const send = (status, type, body) => {
    response.writeHead(status, {
      'Content-Type': type,
      'Content-Security-Policy': policy,
      'Cache-Control': 'no-store',
    })
    response.end(body)
  }
  try {
    if (url.pathname.startsWith('/api/'))
      send(200, 'application/json; charset=utf-8', JSON.stringify(answer(url.pathname, query, language)))
    else send(200, ...(await file(url.pathname)))
  } catch (reason) {
    if (!(reason instanceof Refusal)) throw reason
    const { status, code, title, detail } = reason
    send(
      status,
      'application/problem+json',
      JSON.stringify({ type: 'about:blank', title, status, code, detail }),
    )
  }
}

// Listens on the loopback address; answers the server and its address.
export function start(port = 0) {
  const server = createServer((request, response) => void handle(request, response))
  return new Promise((resolve) =>
    server.listen(port, '127.0.0.1', () =>
      resolve({ server, address: `http://127.0.0.1:${server.address().port}` }),
    ),
  )
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log((await start(Number(process.argv[2] ?? 8091))).address)
