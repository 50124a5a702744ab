// The commonest tasks. Each drives the pages as a person does and answers what the same facts cost in a spreadsheet
// or on paper: the keystrokes of the cells, which are counted from the data, and clicks to open the file, go to the
// row, save and send it, which are set here.
import { keysOf } from './counted.mjs'

const opensAndSends = 8 // the file opened (2), the row found (1), saved (1), sent by message (4)
const sheet = (cells, clicks = opensAndSends) =>
  `${clicks} 次点击 clicks, ${cells.reduce((sum, cell) => sum + keysOf(String(cell)) + 1, 0)} 键 keys`

let household = null
async function someHousehold(person) {
  if (household === null)
    household = await person.page.evaluate(
      async () => (await (await fetch('/api/households?limit=1&kind=registered')).json()).items[0],
    )
  return household
}
const nav = (person, to) => person.page.locator(`.top-bar nav a[href="${to}"]`)

export const tasks = [
  {
    title: '查一户的全部情况',
    title_en: 'look up all about a household',
    account: 'recorder',
    async go(person) {
      const one = await someHousehold(person)
      await person.open(nav(person, '/households'), /\/households$/, 'input[type=search]')
      await person.type(person.page.locator('input[type=search]').first(), one.head)
      await person.press('Enter', '.el-table-v2__row')
      await person.open(person.page.locator('.el-table-v2__row a').first(), /\/households\//, '.head-card h1')
      return sheet([one.head], 12) + '，再逐个翻各部门的表 and then each office’s file'
    },
  },
  {
    title: '记一次走访',
    title_en: 'record a visit',
    account: 'recorder',
    async go(person) {
      const one = await someHousehold(person)
      const matter = '看收成、问就医'
      const seen = '房子新修了屋顶，孩子都在校，老人看病能报销。'
      await person.open(nav(person, '/field'), /\/field/, 'input[type=search]')
      await person.type(person.page.locator('input[type=search]'), one.key)
      await person.page.waitForSelector('.found button')
      await person.open(person.page.locator('.found button').first(), /\/forms\//, 'form .ask')
      const page = person.page
      await person.type(page.locator('#ask-arrived'), '09:30')
      // Who records for others names the official; a helper's own account does not.
      if ((await page.locator('#ask-official_identity').count()) > 0) {
        await person.type(page.locator('#ask-official_identity'), '431199198001010011')
        await person.type(page.locator('#ask-official_name'), '李四')
      }
      await person.click(page.locator('.ask', { hasText: '是否住宿' }).locator('[role=radio]').nth(1))
      await person.type(page.locator('#ask-matter'), matter)
      await person.type(page.locator('#ask-seen'), seen)
      await person.click(page.locator('.ask', { hasText: '是否发现风险' }).locator('[role=radio]').nth(1))
      await person.click(page.locator('.confirm input'))
      await person.click(page.locator('.send'), '.state.sent')
      return sheet(['431199198001010011', '李四', '2020-12-31', '431128001001', one.key, '否', '09:30', matter, seen])
    },
  },
  {
    title: '看今天要办的',
    title_en: 'see what is to be done today',
    account: 'leader',
    async go(person) {
      await person.page.waitForSelector('.lead')
      return '问人、翻群、翻台账 asking round, chats and ledgers'
    },
  },
  {
    title: '导入一张名单并看有哪些错',
    title_en: 'import a list and see what is wrong',
    account: 'recorder',
    async go(person, county) {
      const page = person.page
      await person.open(nav(person, '/import'), /\/import/, '.drop')
      await person.attach(page.locator('.drop input'), `${county.folder}/files/走访台账.csv`)
      await page.waitForSelector('.panel table, .report, .batch', { timeout: 20000 })
      return '逐行人工比对 row by row, by hand'
    },
  },
  {
    title: '导出一张台账',
    title_en: 'take out a list',
    account: 'office',
    async go(person) {
      const page = person.page
      await person.open(nav(person, '/records/person'), /\/records/, '.head .button')
      const file = page.waitForEvent('download')
      await person.click(page.locator('.head .button', { hasText: 'Excel' }).first())
      await file
      return '筛选、复制、另存 filter, copy, save: 9 次点击 clicks'
    },
  },
]
