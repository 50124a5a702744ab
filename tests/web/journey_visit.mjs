// A helper visits a household and writes it down on the spot: known facts are there, what was seen is typed; the net
// breaks, the sheet waits in the telephone, and goes when the net is back, once.

// An official with a name of his own, who helps in the township of a household.
const ready = async (county) => {
  if (county.visited) return county.visited
  const [household] = (await county.read('recorder', 'households?limit=1')).items
  const officials = await county.read('office', 'records/official?columns=name&limit=500')
  const names = officials.items.map((one) => one.cells[0])
  const name = names.find((one) => names.filter((other) => other === one).length === 1)
  county.add('helper', name, 'helper', household.area.slice(0, 9))
  county.visited = household
  return household
}

export async function recordVisit({ county, checks, view, pageOf }) {
  const household = await ready(county)
  const { context, page, faults, look } = await pageOf('helper')
  const said = (name) => `${name}, ${view.width} px`
  await page.goto('/')
  await page.waitForSelector('.today')
  await look('today')
  await page.goto('/field')
  await page.locator('input[type=search]').fill(household.key)
  await page.locator('.found button').first().click()
  await page.waitForURL(/\/forms\/visit_sheet\//)
  await page.waitForSelector('form .ask')
  checks.that(said('the day is known and only confirmed'), (await page.locator('.known .value').count()) >= 1)
  await look('visit_form')
  await page.locator('.send').click()
  checks.that(said('what is missing is said beside its question'), (await page.locator('.ask .line').count()) >= 3)
  await page.locator('#ask-arrived').fill(view.width < 768 ? '09:30' : '10:30')
  await page.locator('#ask-left').fill('09:00')
  checks.that(
    said('a check of the pack speaks at once'),
    (await page.locator('.ask', { has: page.locator('#ask-left') }).locator('.line').count()) === 1,
  )
  await page.locator('#ask-left').fill('11:10')
  await choose(page, 'overnight', 1)
  await page.locator('#ask-matter').fill(`看收成、问就医 ${view.width}`)
  await page.locator('#ask-seen').fill('房子新修了屋顶，孩子都在校，老人看病能报销。')
  checks.that(said('which risks is asked only where there is one'), (await page.locator('.many').count()) === 0)
  await choose(page, 'risk_seen', 0)
  await page.waitForSelector('.many')
  await page.locator('.many input').first().check()
  await page.locator('.confirm input').check()
  await look('visit_filled')
  await context.setOffline(true)
  await page.locator('.send').click()
  await page.waitForSelector('.state.waiting')
  checks.that(said('without a net the sheet waits'), true)
  await look('visit_waiting')
  await context.setOffline(false)
  await page.waitForSelector('.state.sent', { timeout: 40000 })
  await look('visit_sent')
  const visits = await count(page, 'visit', household.key)
  // The same sheet once more, as a telephone does whose answer was lost.
  await page.evaluate(async () => {
    const names = await indexedDB.databases()
    const database = await new Promise((resolve) => {
      const request = indexedDB.open(names.find((one) => one.name.startsWith('jingzhun')).name)
      request.onsuccess = () => resolve(request.result)
    })
    const store = database.transaction('sheets', 'readwrite').objectStore('sheets')
    const all = await new Promise((resolve) => {
      const request = store.getAll()
      request.onsuccess = () => resolve(request.result)
    })
    for (const one of all) store.put({ ...one, state: 'waiting' }, one.id)
    await new Promise((resolve) => (store.transaction.oncomplete = resolve))
  })
  await page.goto('/field')
  await page.waitForSelector('.sheets .sent')
  checks.that(said('sent twice, the visit stands there once'), (await count(page, 'visit', household.key)) === visits)
  await look('field')
  await page.goto(`/households/${household.key}`)
  await page.waitForSelector('.years')
  checks.that(said('what was typed is counted for the household'), true)
  const wrong = faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED') && !fault.includes('422'))
  checks.that(said('no errors on the way'), wrong.length === 0, wrong.join('\n        '))
  await context.close()
}

const choose = (page, field, which) =>
  page
    .locator('.ask', { hasText: { overnight: '是否住宿', risk_seen: '是否发现风险' }[field] })
    .locator('[role=radio]')
    .nth(which)
    .click()

const count = (page, register, household) =>
  page.evaluate(
    async ([name, key]) =>
      (await (await fetch(`/api/records/${name}?where=household_no:eq:${key}&limit=1`)).json()).total,
    [register, household],
  )
