// A leader's month: home says what is stuck, one step further what is late, the agenda of the meeting, the bulletin.

export async function leadersMonth({ county, checks, view, pageOf }) {
  if (!county.leader) {
    county.add('leader', '王县长', 'leader')
    county.leader = true
  }
  const { context, page, faults, look } = await pageOf('leader')
  const said = (name) => `${name}, ${view.width} px`
  await page.goto('/')
  await page.waitForSelector('.lead')
  const late = Number((await page.locator('.lead .hint').innerText()).replace(/,/g, '').match(/\d+/)[0])
  checks.that(said('home says how much is late'), late > 0)
  await look('leader_home')
  await page.locator('.lead .button').click()
  await page.waitForURL(/\/meeting/)
  await page.waitForSelector('.section table')
  const total = await page.locator('table').first().locator('tbody tr').first().locator('td').nth(4).innerText()
  checks.that(said('the meeting says the same number'), Number(total.replace(/,/g, '')) === late, total)
  checks.that(said('the agenda has its sections'), (await page.locator('.section').count()) >= 3)
  await look('meeting')
  await page.goto('/meeting?bulletin=' + (await firstBulletin(page)) + '&month=2020-12')
  await page.waitForSelector('.notes')
  checks.that(said('a bulletin stands there with its sums'), (await page.locator('.notes li').count()) > 0)
  await look('bulletin')
  await page.locator('tbody th a').nth(1).click()
  await page.waitForURL(/\/findings\?area=/)
  await page.waitForSelector('.el-table-v2__row, .card')
  checks.that(said('a place leads to its list'), true)
  checks.that(said('no errors on the way'), faults.length === 0, faults.join('\n        '))
  await context.close()
}

const firstBulletin = (page) =>
  page.evaluate(async () => (await (await fetch('/api/bulletins')).json())[0].name)
