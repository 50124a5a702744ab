// Counts what the commonest tasks cost in the pages, against what the same facts cost to write in a spreadsheet or on
// paper; prints the table of docs/usability.md.
//   node tests/web/usability.mjs PROGRAM
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openBrowser, openPage } from './browser.mjs'
import { counted } from './counted.mjs'
import { openCounty } from './signed_county.mjs'
import { tasks } from './usability_tasks.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const county = await openCounty(process.argv[2], root)
const { browser } = await openBrowser(join(root, 'web'))
const people = {}

async function personOf(account) {
  if (people[account]) return people[account]
  const { context, page } = await openPage(browser, county.address, {
    width: 1440,
    height: 900,
    language: 'zh',
  })
  const { name, value, url } = await county.signIn(account)
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Strict' }])
  const go = page.goto.bind(page)
  page.goto = (path) => go(path.startsWith('/') ? county.address + path : path)
  people[account] = page
  return page
}

county.add('leader', '王县长', 'leader')
county.add('reviewer', '乡镇复核', 'reviewer')
let failed = false
const rows = []
for (const task of tasks) {
  const person = counted(await personOf(task.account))
  try {
    await person.begin()
    const other = await task.go(person, county)
    rows.push([task.title, task.title_en, person.spent, other])
  } catch (reason) {
    failed = true
    console.log(`FAILED ${task.title}: ${String(reason).split('\n').slice(0, 4).join(' | ')}`)
  }
}
console.log('| 任务 Task | 点击 clicks | 按键 keys | 屏 screens | 表格或纸上 spreadsheet or paper |')
console.log('|---|---|---|---|---|')
for (const [title, english, spent, other] of rows)
  console.log(`| ${title} ${english} | ${spent.clicks} | ${spent.keys} | ${spent.screens} | ${other} |`)
await browser.close()
county.stop()
process.exitCode = failed ? 1 : 0
