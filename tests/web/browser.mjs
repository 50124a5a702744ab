// A headless Chromium that calls nobody, and pages that remember what went wrong on them.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function openBrowser(web) {
  const require = createRequire(join(web, 'package.json'))
  const { chromium } = require('playwright-core')
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: flags,
  })
  const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
  return { browser, axe }
}

// Pages of that size and language; what they have fetched once they share.
export async function openView(browser, { width, height, language }) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    hasTouch: width < 768,
    bypassCSP: true,
    reducedMotion: 'reduce',
  })
  await context.addInitScript((chosen) => localStorage.setItem('jingzhun.language', chosen), language)
  return context
}

// A page that goes to addresses below the server's. `faults`: console errors and requests to other hosts, as they
// come. `settled()`: nothing is being fetched any more, and no grey lines stand for what is.
export async function openPage(context, address) {
  const page = await context.newPage()
  const faults = []
  let running = 0
  const over = () => (running -= 1)
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      faults.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('request', (request) => {
    running += 1
    const url = new URL(request.url())
    if (url.origin !== address && !['data:', 'blob:'].includes(url.protocol))
      faults.push(`request to ${url.origin}`)
  })
  page.on('requestfinished', over)
  page.on('requestfailed', over)
  const go = page.goto.bind(page)
  page.goto = (path) => {
    running = 0
    return go(path.startsWith('/') ? address + path : path)
  }
  page.settled = async () => {
    await page.waitForSelector('#main, .page')
    for (let quiet = 0; quiet < 2;) {
      await page.waitForTimeout(40)
      const waits = running > 0 || (await page.locator('.skeleton').count()) > 0
      quiet = waits ? 0 : quiet + 1
    }
  }
  return { page, faults }
}

// Rules of axe-core that fail gravely, each with the first place where it does.
export async function gravestOf(page, axe) {
  await page.evaluate(axe)
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  return found.violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) =>
      [
        one.id,
        one.nodes.length,
        one.nodes[0].html.slice(0, 160),
        one.nodes[0].any[0]?.message ?? '',
      ].join(' | '),
    )
}

export const widthOf = (page) => page.evaluate(() => document.documentElement.scrollWidth)

// Targets smaller than 44 pixels on a phone, links within running text aside.
export const smallTargets = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, a, input, select, summary')]
      .filter((one) => {
        const box = one.getBoundingClientRect()
        return (
          box.width > 0 &&
          box.height > 0 &&
          box.height < 43 &&
          one.tabIndex >= 0 &&
          !one.closest('.skip, .el-select')
        )
      })
      .map((one) =>
        [
          one.tagName,
          one.className,
          one.textContent?.trim().slice(0, 30),
          one.getBoundingClientRect().height,
        ].join(' '),
      ),
  )
