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

// A page of that size and language. `faults`: console errors and requests to other hosts, as they come.
export async function openPage(browser, address, { width, height, language }) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    hasTouch: width < 768,
    bypassCSP: true,
    reducedMotion: 'reduce',
  })
  await context.addInitScript((chosen) => localStorage.setItem('jingzhun.language', chosen), language)
  const page = await context.newPage()
  const faults = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      faults.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.origin !== address && url.protocol !== 'data:') faults.push(`request to ${url.origin}`)
  })
  return { context, page, faults }
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
