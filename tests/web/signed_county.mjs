// A small county with accounts, served: who signs in gets a page of his own. For journeys that need to be somebody.
import { execFileSync, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const area = '431128'
const password = 'Pine-and-Paper-2020'

// RFC 6238 with SHA-256, as telephones do it.
function codeOf(address, at = Date.now()) {
  const secret = new URL(address).searchParams.get('secret')
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((one) => letters.indexOf(one).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30000)))
  const hash = createHmac('sha256', key).update(counter).digest()
  const begin = hash[hash.length - 1] & 15
  return String((hash.readUInt32BE(begin) & 0x7fffffff) % 1000000).padStart(6, '0')
}

// The national system, rosters, surveys and officials: what the roles that import may import.
const files = [
  ['建档立卡人口信息.xlsx', 'recorder'],
  ['一般农户花名册.xlsx', 'recorder'],
  ['入户核查表.xlsx', 'recorder'],
  ['帮扶干部名册.xlsx', 'office'],
  ['结对帮扶花名册.xlsx', 'office'],
  ['走访台账.csv', 'recorder'],
]

export async function openCounty(program, root, households = 200) {
  const folder = mkdtempSync(join(tmpdir(), 'signed-'))
  const store = join(folder, 'county.db')
  const env = { ...process.env, JINGZHUN_HOME: root }
  const run = (words, input = '') =>
    execFileSync(program, ['--quiet', ...words], { cwd: root, env, input, encoding: 'utf8' })
  run(['demo', join(folder, 'files'), '--households', String(households), '--seed', '7'])
  run(['init', store, '--pack', 'packs/china', '--area', area, '--actor', 'founder'])
  const codes = {}
  const add = (name, display, role, where = area, unit = '') => {
    run(['account', 'add', store, name, '--display', display, '--unit', unit, '--actor', 'founder'])
    run(['account', 'grant', store, name, role, '--area', where, '--reason', '任命', '--actor', 'founder'])
    run(['account', 'password', store, name, '--actor', name], `${password}\n`)
  }
  const withCode = (name) => {
    const made = run(['account', 'code', store, name, '--json', '--actor', name])
    codes[name] = /otpauth:[^"\s]+/.exec(made)[0]
  }
  add('maintainer', '系统管理员', 'system_administrator')
  withCode('maintainer')
  add('recorder', '录入员', 'recorder')
  add('office', '扶贫办', 'office')
  for (const [file, account] of files)
    run(['import', store, join(folder, 'files', file), '--actor', account])
  run(['check', store, '--as-of', '2020-12-31', '--actor', 'office'])
  const server = spawn(program, ['serve', store, '--listen', '127.0.0.1:0', '--json', '--actor', 'maintainer'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = await new Promise((resolve, reject) => {
    let said = ''
    server.stdout.on('data', (bytes) => {
      said += bytes
      const found = /"listening":"([^"]*)"/.exec(said)
      if (found) resolve(found[1])
    })
    server.on('exit', () => reject(new Error('the server did not come up')))
  })
  return {
    address,
    store,
    folder,
    run,
    add,
    withCode,
    signIn: (name) => signIn(address, name, codes[name]),
    async read(account, path) {
      const { name, value } = await signIn(address, account, codes[account])
      return (await fetch(`${address}/api/${path}`, { headers: { cookie: `${name}=${value}` } })).json()
    },
    stop() {
      server.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

// The cookie of a session of that account.
export async function signIn(address, account, codeAddress) {
  const code = codeAddress === undefined ? '' : codeOf(codeAddress)
  const response = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ account, password, code }),
  })
  if (!response.ok) throw new Error(`${account}: ${await response.text()}`)
  const [name, value] = response.headers.get('set-cookie').split(';')[0].split('=')
  return { name, value, url: address }
}

