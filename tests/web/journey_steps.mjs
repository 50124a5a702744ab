// The seven steps by which a household is recognised as poor, with an objection that is answered: two cases opened, a
// village meeting that decides both at once, a review, a notice that anybody reads without signing in, an objection,
// the review above, the county's approval, registration. Days lie back, so that the notice's time is over.

const paper = { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 a paper') }
const photo = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70]) }
const day = (back) => new Date(Date.now() - back * 86400000).toISOString().slice(0, 10)

async function people(county) {
  if (county.steps) return county.steps
  county.add('reviewer', '乡镇复核', 'reviewer')
  county.add('approver', '县级审批', 'approver')
  county.withCode('approver')
  county.steps = true
  return true
}

// The labelled control in the drawer.
const field = (page, label) => page.locator('.el-drawer label', { hasText: label }).locator('input, select, textarea').first()

async function openCase(page, name) {
  await page.goto('/cases')
  await page.locator('.list .open', { hasText: name }).first().click()
  await page.waitForSelector('.el-drawer form')
}
async function take(page) {
  await page.locator('.el-drawer form button[type=submit]').click()
  await page.waitForSelector('.el-drawer', { state: 'hidden' })
}

async function openCases(page, numbers, names, area) {
  for (const [i, number] of numbers.entries()) {
    await page.goto('/cases')
    await page.locator('.tools .button').first().click()
    await field(page, '程序').selectOption('identify_household')
    await field(page, '对象编号').fill(number)
    for (const box of [0, 1]) {
      await page.locator('.el-drawer .el-select').nth(box).click()
      await page.locator('.el-select-dropdown__item:visible').first().click()
      await page.waitForTimeout(250)
    }
    await field(page, '日期').fill(day(40))
    await take(page)
    await openCase(page, number)
    await field(page, '户主姓名').fill(names[i])
    await field(page, '主要致贫原因').fill('因病')
    await attach(page, '申请书', paper)
    await attach(page, '核查授权书', paper)
    await field(page, '日期').fill(day(40))
    await take(page)
  }
}

async function attach(page, label, file) {
  const kept = page.waitForResponse((answer) => answer.url().includes('/api/documents'))
  await field(page, label).setInputFiles(file)
  await kept
}

async function meetingForBoth(page, numbers, look) {
  await page.goto('/cases?procedure=identify_household')
  for (const number of numbers)
    await page.locator('.list li', { hasText: number }).locator('input').check()
  await page.locator('.tools .strong').click()
  await page.waitForSelector('.el-drawer form')
  const votes = { 应到代表: '30', 实到代表: '28', 赞成票: '25', 反对票: '2', 弃权票: '1' }
  for (const [label, value] of Object.entries(votes)) await field(page, label).fill(value)
  await attach(page, '会议记录', paper)
  await field(page, '到会代表签字').fill('李一、周二、吴三')
  await field(page, '日期').fill(day(38))
  await look('meeting_of_a_village')
  await take(page)
}

async function review(page, number, on) {
  await openCase(page, number)
  for (const label of ['村级意见', '乡级意见', '县级部门比对意见']) await field(page, label).fill('同意')
  await attach(page, '部门比对结果', paper)
  await field(page, '日期').fill(on)
  await take(page)
}

// The step whose turn it is, with what it records.
async function step(page, number, on, texts, files) {
  await openCase(page, number)
  for (const [label, text] of Object.entries(texts)) await field(page, label).fill(text)
  for (const [label, file] of Object.entries(files)) await attach(page, label, file)
  await page.locator('.el-drawer form label', { hasText: '日期' }).locator('input').last().fill(on)
  await take(page)
}

async function publicPage({ page, checks, said, number, county }) {
  await openCase(page, number)
  const link = await page.locator('.el-drawer a[target=_blank]').getAttribute('href')
  const poster = await (await page.request.get(county.address + link)).text()
  const address = /http[^<\s]*\/notice\/[0-9a-f-]+/.exec(poster)?.[0]
  checks.that(said('the poster carries a code and its address'), address !== undefined && poster.includes('<svg'))
  const answer = await fetch(address)
  const text = await answer.text()
  checks.that(said('anybody reads the notice without signing in'), answer.status === 200)
  checks.that(said('no search engine keeps it'), answer.headers.get('x-robots-tag')?.includes('noindex'))
  checks.that(said('no number of a person stands in it'), !/\d{7,}/.test(text.replace(/<style>[^]*<\/style>/, '')))
  checks.that(said('a guessed address shows nothing'), (await fetch(`${address.slice(0, -1)}g`)).status === 404)
  return address
}

export async function sevenSteps({ county, checks, view, pageOf }) {
  await people(county)
  const said = (name) => `${name}, ${view.width} px`
  const numbers = [`NEW${view.width}A`, `NEW${view.width}B`]
  const names = ['赵甲', '钱乙']
  const recorder = await pageOf('recorder')
  const reviewer = await pageOf('reviewer')
  const { page } = recorder
  await openCases(page, numbers, names)
  await meetingForBoth(page, numbers, recorder.look)
  await page.locator('.list li', { hasText: '三级会审' }).nth(1).waitFor()
  checks.that(said('one meeting moved both cases on'), true)
  await review(reviewer.page, numbers[0], day(36))
  await review(reviewer.page, numbers[1], day(3))
  await step(page, numbers[0], day(34), {}, {}) // posts the notice
  await step(page, numbers[1], day(1), {}, {})
  await openCase(page, numbers[0])
  await page.locator('.objections button').first().click()
  await field(page, '异议内容').fill('他家去年盖了新楼')
  await page.locator('.objections input[type=date]').fill(day(30))
  await recorder.look('objection')
  await page.locator('.objections .strong').click()
  await page.waitForSelector('.el-drawer', { state: 'hidden' })
  await openCase(reviewer.page, numbers[0])
  await field(reviewer.page, '答复').fill('核实：新楼是其兄的，有房产证')
  await reviewer.page.locator('.objections input[type=date]').fill(day(28))
  await reviewer.page.locator('.objections .button').last().click()
  await reviewer.page.waitForSelector('.el-drawer', { state: 'hidden' })
  const address = await publicPage({ page, checks, said, number: numbers[1], county })
  await page.goto(address)
  await recorder.look('public_notice')
  await step(page, numbers[0], day(25), {}, { 公示照片: photo })
  await step(reviewer.page, numbers[0], day(24), { 审核意见: '同意上报' }, {})
  const approver = await pageOf('approver')
  await step(approver.page, numbers[0], day(20), { 批复文号: `新批〔2020〕${view.width}` }, { 批复文件: paper })
  await step(page, numbers[0], day(18), { 贫困户属性: '一般贫困户', 户主签字: names[0] }, { 贫困户登记表: paper })
  await page.goto('/cases?state=done')
  await page.waitForSelector('.list')
  checks.that(
    said('the seven steps end with the household in the register'),
    (await page.locator('.list li', { hasText: numbers[0] }).count()) === 1,
  )
  await recorder.look('cases_done')
  for (const one of [recorder, reviewer, approver]) {
    const wrong = one.faults.filter((fault) => !fault.includes('409'))
    checks.that(said('no errors on the way'), wrong.length === 0, wrong.join('\n        '))
    await one.context.close()
  }
}
