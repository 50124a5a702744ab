// Journeys of people who sign in: a township's user is made and comes in for the first time; a late grievance is
// assigned, answered with evidence and closed by a call back of another hand; a glass is broken and ends.
//   JINGZHUN_URL=http://… JINGZHUN_ACCOUNTS='{"founder":"…","office":"…","reviewer":"…"}' node tests/web/office.mjs
//   JINGZHUN_SCREENSHOTS=DIR         keeps pictures
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gravestOf, openBrowser, openPage, openView, smallTargets, widthOf } from './browser.mjs'
import { makeChecks } from './check.mjs'

const web = join(dirname(fileURLToPath(import.meta.url)), '../../web')
const address = process.env.JINGZHUN_URL.replace(/\/$/, '')
const passwords = JSON.parse(process.env.JINGZHUN_ACCOUNTS)
const pictures = process.env.JINGZHUN_SCREENSHOTS ?? ''
const texts = JSON.parse(readFileSync(join(web, 'src/locales/zh.json'), 'utf8'))
const t = (key) => key.split('.').reduce((branch, name) => branch[name], texts)
const views = [
  { width: 1440, height: 900, language: 'zh' },
  { width: 390, height: 844, language: 'zh' },
]
const checks = makeChecks()

async function signIn(page, account, password = passwords[account]) {
  await page.context().clearCookies()
  await page.goto(`${address}/`)
  await page.locator('input[autocomplete=username]').fill(account)
  await page.locator('input[autocomplete=current-password]').fill(password)
  await page.locator('form .button.strong').click()
  await page.waitForSelector('input[autocomplete=username]', { state: 'detached' })
}

const press = (page, text, where = '') =>
  page.locator(`${where} button`.trim(), { hasText: text }).first().click()

// A screen that is reached: nothing sticks out, axe-core finds nothing grave, everything to press is large enough.
async function look(page, axe, view, name) {
  await page.waitForSelector('.skeleton', { state: 'detached' })
  await page.waitForTimeout(400)
  if (pictures !== '')
    await page.screenshot({ path: join(pictures, `${name}_${view.width}.png`), fullPage: true })
  const width = await widthOf(page)
  checks.that(`${name}, ${view.width} px: nothing sticks out to the side`, width <= view.width, `${width} px`)
  const grave = await gravestOf(page, axe)
  checks.that(`${name}, ${view.width} px: axe-core finds nothing serious`, grave.length === 0, grave.join('\n'))
  if (view.width >= 768) return
  const small = await smallTargets(page)
  checks.that(
    `${name}, ${view.width} px: everything to press is 44 px high`,
    small.length === 0,
    small.slice(0, 4).join('\n'),
  )
}

async function onboard(page, axe, view) {
  const account = `township.${view.width}`
  await signIn(page, 'founder')
  await page.goto(`${address}/admin`)
  await page.waitForSelector('.accounts')
  const fields = page.locator('form .form-row input')
  await fields.nth(0).fill(account)
  await fields.nth(1).fill('王小明')
  await fields.nth(2).fill('龙泉镇扶贫站')
  await press(page, t('records.add'), 'form')
  await page.waitForSelector('.el-drawer form')
  await page.locator('.el-drawer select').selectOption('recorder')
  await page.locator('.el-drawer .select-box').first().click()
  await page.locator('.el-select-dropdown:visible .el-select-dropdown__item').first().click()
  await press(page, t('admin.grant'), '.el-drawer form')
  await page.waitForSelector('.el-drawer li')
  await press(page, t('admin.reset'), '.el-drawer')
  const once = (await page.locator('.el-drawer .well b').innerText()).trim()
  await look(page, axe, view, 'onboard')
  await signIn(page, account, once)
  await page.locator('input[autocomplete=current-password]').fill(once)
  const own = `Xin-${view.width}-2020`
  for (const field of await page.locator('input[autocomplete=new-password]').all()) await field.fill(own)
  await page.locator('form .button.strong').click()
  await page.waitForSelector('input[autocomplete=username]')
  await signIn(page, account, own)
  await page.waitForSelector('main h1')
  checks.that(
    `onboard, ${view.width} px: the new user is in`,
    (await page.locator('body').innerText()).length > 0 && !page.url().includes('admin'),
  )
}

async function grievance(page, axe, view) {
  await signIn(page, 'office')
  await page.goto(`${address}/grievances/list`)
  await page.waitForSelector('.rows .row, .empty-note')
  await press(page, t('grievances.take_in'), '.tools')
  await page.waitForSelector('.el-drawer textarea')
  await page.locator('.el-drawer textarea').fill(`自来水断了三个月没人管 ${view.width}`)
  await page.locator('.el-drawer input[type=date]').fill('2020-10-09')
  await page.locator('.el-drawer select').first().selectOption({ index: 1 })
  await look(page, axe, view, 'take_in')
  await press(page, t('grievances.take_in'), '.el-drawer form')
  await page.waitForSelector('.el-drawer .well')
  await press(page, t('grievances.look'), '.el-drawer')
  await page.waitForSelector('.el-drawer .lead')
  // The drawer it was taken in with may still be closing.
  const title = page.locator('.el-drawer__title:visible', { hasText: /XF\d+/ }).last()
  const number = /XF\d+/.exec(await title.innerText())[0]
  const drawer = '.el-drawer:visible'
  await page.locator(`${drawer} [role=radio]`, { hasText: t('grievances.act_assign') }).click()
  await page.locator(`${drawer} .select-box`).last().click()
  await page.locator('.el-select-dropdown:visible .el-select-dropdown__item').first().click()
  await press(page, t('findings.do'), drawer)
  await page.waitForSelector(`${drawer} .history li b`)
  await page.locator(`${drawer} [role=radio]`, { hasText: t('grievances.act_answer') }).click()
  await page.locator(`${drawer} textarea`).last().fill('管道已换，已通水')
  await page
    .locator(`${drawer} input[type=file]`)
    .setInputFiles({ name: 'repair.txt', mimeType: 'text/plain', buffer: Buffer.from('维修记录') })
  await page.waitForSelector(`${drawer} form .well`)
  await press(page, t('findings.do'), drawer)
  await page.waitForFunction((text) => document.body.innerText.includes(text), '管道已换')
  await look(page, axe, view, 'grievance')
  await signIn(page, 'reviewer')
  await page.goto(`${address}/grievances/list?q=${number}`)
  await page.locator('.rows .row').first().click()
  await page.waitForSelector(`${drawer} .lead`)
  await page.locator(`${drawer} form input.field`).last().fill('电话回访本人')
  await press(page, t('findings.do'), drawer)
  await page.waitForFunction(
    (text) => document.querySelector('.el-drawer .form')?.textContent?.includes(text),
    t('grievances.real_time'),
  )
  checks.that(`grievance, ${view.width} px: a call back of another hand closes it`, true)
}

async function screens(page, axe, view) {
  await signIn(page, 'office')
  for (const [name, path] of [
    ['grievances', '/grievances/list?state=all'],
    ['grievance_report', '/grievances/report'],
    ['area', '/area'],
    ['glass', '/glass'],
  ]) {
    await page.goto(address + path)
    await page.waitForSelector('main h1')
    await page.waitForLoadState('networkidle')
    await look(page, axe, view, name)
  }
}

async function main() {
  if (pictures !== '') mkdirSync(pictures, { recursive: true })
  const { browser, axe } = await openBrowser(web)
  for (const view of views) {
    const context = await openView(browser, view)
    const { page, faults } = await openPage(context, address)
    for (const journey of [onboard, grievance, screens])
      await journey(page, axe, view).catch(async (reason) => {
        if (pictures !== '') await page.screenshot({ path: join(pictures, `failed_${journey.name}_${view.width}.png`) })
        checks.that(`${journey.name}, ${view.width} px: can be walked`, false, String(reason))
      })
    checks.that(`${view.width} px: the journeys leave no errors`, faults.length === 0, faults.join('\n'))
    await context.close()
  }
  await browser.close()
  process.exitCode = checks.close()
}

await main()
