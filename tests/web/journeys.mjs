// What a person does: press a number and land on its list, open a file, move the slider, change the language.

async function fromNumberToFile(page, checks, name, county) {
  await page.goto('/')
  const rest = page.locator('.panel', { has: page.locator('a.bar-row') }).locator('.button.plain')
  await page.waitForSelector('a.bar-row')
  if ((await rest.count()) > 0) await rest.first().click()
  const bar = page.locator(`a.bar-row[href*="rule=${county.rule}"]`)
  const wanted = Number((await bar.locator('.value').innerText()).replace(/\D/g, ''))
  await bar.click()
  await page.waitForURL(/\/findings\?rule=/)
  await page.waitForSelector('.el-table-v2__row, .card')
  const total = Number((await page.locator('.head [role=status]').innerText()).replace(/\D/g, ''))
  checks.that(
    `${name}: the list behind a bar is as long as the bar says`,
    total === wanted,
    `${total} against ${wanted}`,
  )
  if (name.includes('1440')) await page.locator('.el-table-v2__row a').first().click()
  else {
    await page.locator('.cards .card').first().click()
    await page.locator('.facts a').first().click()
  }
  await page.waitForURL(/\/households\//)
  await page.waitForSelector('.head-card h1')
  await page.goBack()
  await page.waitForURL(/\/findings\?rule=/)
  checks.that(`${name}: going back keeps the filter`, page.url().includes('rule='))
}

async function longList(page, checks, name) {
  await page.goto('/households')
  await page.waitForSelector('.el-table-v2__row, .card')
  if (name.includes('1440')) {
    const asked = page.waitForRequest((request) => request.url().includes('after='))
    for (let i = 0; i < 12; i += 1) {
      await page.mouse.move(720, 600)
      await page.mouse.wheel(0, 1200)
      await page.waitForTimeout(60)
    }
    checks.that(`${name}: the end of a list asks for more`, (await asked).url().includes('after='))
    return
  }
  const before = await page.locator('.card').count()
  await page.locator('.end .button').click()
  await page.waitForFunction((count) => document.querySelectorAll('.card').length > count, before)
  checks.that(`${name}: more is loaded on request`, (await page.locator('.card').count()) > before)
}

async function whatIf(page, checks, name) {
  await page.goto('/policy/what-if')
  await page.waitForSelector('.rules button')
  const after = () => page.locator('.rules b').first().innerText()
  const first = await after()
  const answered = page.waitForResponse((response) => response.url().includes('what-if'))
  await page.locator('input[type=number]').fill('9000')
  await page.locator('input[type=number]').blur()
  checks.that(`${name}: the what-if answers`, (await answered).ok())
  await page.waitForFunction((text) => document.querySelector('.rules b')?.textContent !== text, first)
  checks.that(`${name}: another line gives another count`, (await after()) !== first)
}

async function languages(page, checks, name) {
  await page.goto('/')
  await page.waitForSelector('h1')
  const before = await page.locator('h1').innerText()
  await page.locator('.top-bar .switch').last().click()
  await page.waitForFunction(
    (text) => document.querySelector('h1')?.textContent?.trim() !== text.trim(),
    before,
  )
  checks.that(
    `${name}: the page says which language it is in`,
    (await page.locator('html').getAttribute('lang')) === 'en',
  )
}

async function keyboard(page, checks, name) {
  await page.goto('/')
  await page.waitForSelector('h1')
  await page.keyboard.press('Tab')
  const first = await page.evaluate(() => document.activeElement?.className)
  checks.that(`${name}: the first stop of the keyboard skips to the content`, first === 'skip')
  await page.keyboard.press('Tab')
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle)
  checks.that(`${name}: the focus can be seen`, outline === 'solid')
}

const numberIn = (text) => Number(text.replace(/\D/g, ''))
const totalOf = async (page) => numberIn(await page.locator('[role=status].number').first().innerText())

// Both sides read, one said to be right, with the reason: one fight fewer.
async function settleFight(page, checks, name) {
  await page.goto('/desk/conflicts')
  await page.waitForSelector('.case')
  const before = await totalOf(page)
  // Both widths walk at once: each takes another one.
  const first = page.locator('.case').nth(name.includes('1440') ? 0 : 3)
  checks.that(`${name}: both sides of a fight have a column`, (await first.locator('h3').count()) > 1)
  await first.locator('.bar .button.strong').click()
  await page.locator('.el-drawer input[type=radio]').first().check()
  await page.locator('.el-drawer textarea').fill('到校核实')
  await page.locator('.el-drawer .button.strong').click()
  await page.waitForSelector('.el-drawer form', { state: 'detached' })
  await page.settled()
  checks.that(`${name}: a fight that is settled is gone`, (await totalOf(page)) < before)
  await page.goto('/desk/settled')
  await page.waitForSelector('.case')
  checks.that(
    `${name}: … and stands with its reason among those settled`,
    (await page.locator('.case').first().innerText()).includes('到校核实'),
  )
}

// The proof of one record, for whoever wants to check it without us.
async function proveRecord(page, checks, name) {
  await page.goto('/records/person')
  await page.settled()
  await page.locator('.el-table-v2__row .name, .cards .card').first().click()
  await page.waitForSelector('.el-drawer dl')
  const saved = page.waitForEvent('download')
  await page.locator('.el-drawer .form > p .button').first().click()
  checks.that(
    `${name}: the proof of a record is a file`,
    (await saved).suggestedFilename().endsWith('.proof'),
  )
}

export const journeys = [
  fromNumberToFile,
  longList,
  whatIf,
  keyboard,
  languages,
  settleFight,
  proveRecord,
]
