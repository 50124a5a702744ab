// A page whose clicks and keystrokes are counted, as a person makes them: a choice in a list is two clicks, a file two,
// a text one click into the field and a keystroke a character (an ideograph counts two: its spelling and its choice).
const keysOf = (text) =>
  [...text].reduce((sum, one) => sum + (/\p{Script=Han}/u.test(one) ? 2 : 1), 0)

export function counted(page) {
  const spent = { clicks: 0, keys: 0, screens: 0 }
  const add = (clicks, keys = 0) => {
    spent.clicks += clicks
    spent.keys += keys
  }
  return {
    spent,
    page,
    // The home page after signing in is where every task begins: it costs nothing.
    async begin() {
      await page.goto('/')
      await page.waitForSelector('h1')
      Object.assign(spent, { clicks: 0, keys: 0, screens: 1 })
    },
    async click(where, wait) {
      await where.click()
      add(1)
      if (wait) await page.waitForSelector(wait)
    },
    async open(where, address, wait) {
      await where.click()
      add(1)
      spent.screens += 1
      await page.waitForURL(address)
      if (wait) await page.waitForSelector(wait)
    },
    async type(where, text) {
      await where.fill(text)
      add(1, keysOf(text))
    },
    // Typed where the cursor stands already.
    async press(key, wait) {
      await page.keyboard.press(key)
      add(0, 1)
      if (wait) await page.waitForSelector(wait)
    },
    async select(where, value) {
      await where.selectOption(value)
      add(2)
    },
    async attach(where, file) {
      await where.setInputFiles(file)
      add(2)
    },
  }
}

export { keysOf }
