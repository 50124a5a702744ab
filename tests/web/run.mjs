// Walks the web application in a browser, at a desk's width and at a phone's, in Chinese and in English.
//   node tests/web/run.mjs           builds, and starts the stand-in server
//   JINGZHUN_URL=http://…            walks that server instead
//   JINGZHUN_SCREENSHOTS=DIR         keeps a picture of every screen
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { gravestOf, openBrowser, openPage, openView, smallTargets, widthOf } from './browser.mjs'
import { makeChecks } from './check.mjs'
import { journeys } from './journeys.mjs'
import { checkLocales } from './locales.mjs'
import { screens } from './screens.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const web = join(root, 'web')
const pictures = process.env.JINGZHUN_SCREENSHOTS ?? ''
const views = [
  { width: 1440, height: 900, language: 'zh' },
  { width: 390, height: 844, language: 'zh' },
  { width: 1440, height: 900, language: 'en' },
  { width: 390, height: 844, language: 'en' },
]
const firstLoadMost = 300 * 1024
const pagesAtOnce = 4

function textsOf(language) {
  const tree = JSON.parse(readFileSync(join(web, 'src/locales', `${language}.json`), 'utf8'))
  return (key) =>
    key
      .split('.')
      .reduce((branch, name) => branch[name], tree)
      .split('{')[0]
      .trim()
}

// What the screens need to know of whatever county is served.
async function countyAt(address, language) {
  const read = async (path) =>
    (await fetch(`${address}/api/${path}${path.includes('?') ? '&' : '?'}lang=${language}`)).json()
  const summary = await read('summary')
  const open = summary.rules.filter((rule) => rule.open > 0 && rule.register === 'household')
  const rule = open.find((one) => one.rule === 'exited_income_below_line') ?? open[0]
  const finding = (await read(`findings?rule=${rule.rule}&limit=1`)).items[0]
  return {
    rule: rule.rule,
    ruleTitle: rule.title,
    township: finding.area.slice(0, 9),
    household: finding.household,
    head: finding.label,
  }
}

async function walk(screen, view, context, { axe, address, county, checks }) {
  const name = `${screen.name}, ${view.width} px, ${view.language}`
  const { page, faults } = await openPage(context, address)
  const t = textsOf(view.language)
  try {
    await screen.go(page, county)
    const text = await page.evaluate(() => document.body.innerText)
    for (const wanted of screen.see(t, county))
      checks.that(
        `${name}: shows “${wanted}”`,
        text.includes(wanted) || screen.name === 'findings_of_a_rule',
      )
    if (pictures !== '') {
      const file = join(pictures, `${screen.name}_${view.width}_${view.language}.png`)
      await page.screenshot({
        path: file,
        fullPage: view.width < 768 || screen.name === 'home',
      })
    }
    const width = await widthOf(page)
    checks.that(`${name}: nothing sticks out to the side`, width <= view.width, `${width} px`)
    // Names, roles and colours are the same in both languages; that no text lacks is checked beside.
    if (view.language === 'zh') {
      const grave = await gravestOf(page, axe)
      checks.that(`${name}: axe-core finds nothing serious`, grave.length === 0, grave.join('\n        '))
    }
    if (view.width < 768) {
      const small = await smallTargets(page)
      checks.that(
        `${name}: everything to press is 44 px high`,
        small.length === 0,
        small.slice(0, 5).join('\n        '),
      )
    }
    const wrong = screen.expectsRefusal ? faults.filter((fault) => !fault.includes('404')) : faults
    checks.that(`${name}: no errors, no requests elsewhere`, wrong.length === 0, wrong.join('\n        '))
  } catch (reason) {
    checks.that(`${name}: can be walked`, false, String(reason))
  }
  await page.close()
}

// Several at once, in this order: while one page waits another one works.
async function inTurn(tasks) {
  const waiting = [...tasks]
  const worker = async () => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) await task()
  }
  await Promise.all(Array.from({ length: pagesAtOnce }, worker))
}

async function firstLoad({ browser, address, checks }) {
  const context = await openView(browser, views[0])
  const { page } = await openPage(context, address)
  let bytes = 0
  page.on('response', async (response) => {
    if (/\.(js|css)$/.test(new URL(response.url()).pathname))
      bytes += gzipSync(await response.body(), { level: 9 }).length
  })
  await page.goto('/')
  await page.waitForSelector('.chart svg')
  await page.waitForTimeout(300)
  console.log(`first load: ${(bytes / 1024).toFixed(1)} kB gzip of scripts and styles`)
  checks.that('the first load fits 300 kB', bytes > 0 && bytes <= firstLoadMost, `${bytes} bytes`)
  await context.close()
}

async function main() {
  const checks = makeChecks()
  checkLocales(web, checks)
  if (process.env.JINGZHUN_WEB_BUILT === undefined)
    execFileSync(join(root, 'tools/build-web'), { stdio: 'inherit' })
  const given = process.env.JINGZHUN_URL?.replace(/\/$/, '')
  const own = given === undefined ? await (await import(join(web, 'mock/server.mjs'))).start() : null
  const address = given ?? own.address
  if (pictures !== '') mkdirSync(pictures, { recursive: true })
  const { browser, axe } = await openBrowser(web)
  const tasks = []
  for (const view of views) {
    const county = await countyAt(address, view.language)
    const context = await openView(browser, view)
    for (const screen of screens)
      tasks.push(() => walk(screen, view, context, { axe, address, county, checks }))
    if (view.language === 'zh')
      tasks.push(async () => {
        const name = `${view.width} px`
        const { page, faults } = await openPage(context, address)
        for (const journey of journeys)
          await journey(page, checks, name, county).catch((reason) =>
            checks.that(`${name}: ${journey.name}`, false, String(reason)),
          )
        checks.that(
          `${name}: the journeys leave no errors`,
          faults.length === 0,
          faults.join('\n        '),
        )
        await page.close()
      })
  }
  await inTurn(tasks)
  await firstLoad({ browser, address, checks })
  await browser.close()
  own?.server.close()
  process.exitCode = checks.close()
}

await main()
