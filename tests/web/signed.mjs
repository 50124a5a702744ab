// Journeys of people who have signed in, each with the accounts it takes: a visit on a telephone without a net, a
// leader's month. Every station at a desk's width and at a phone's.
//   node tests/web/signed.mjs PROGRAM
//   JINGZHUN_SCREENSHOTS=DIR         keeps a picture of every station, and of where a journey broke off
//   JINGZHUN_JOURNEY=NAME            that one alone
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gravestOf, openBrowser, openPage, openView, smallTargets, widthOf } from './browser.mjs'
import { makeChecks } from './check.mjs'
import { leadersMonth } from './journey_month.mjs'
import { recordVisit } from './journey_visit.mjs'
import { openCounty } from './signed_county.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const pictures = process.env.JINGZHUN_SCREENSHOTS ?? ''
if (pictures !== '') mkdirSync(pictures, { recursive: true })
const desk = { width: 1440, height: 900, language: 'zh' }
const phone = { width: 390, height: 844, language: 'zh' }
// Walked where it happens; every station is looked at in both widths.
const journeys = [
  [recordVisit, phone],
  [leadersMonth, desk],
]

const county = await openCounty(process.argv[2], root)
const checks = makeChecks()
const { browser, axe } = await openBrowser(join(root, 'web'))

// A page of somebody who has signed in. `look` keeps a picture and checks what every screen must hold.
async function pageOf(account, view) {
  const context = await openView(browser, view)
  const { page, faults } = await openPage(context, county.address)
  const { name, value, url } = await county.signIn(account)
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Strict' }])
  const go = page.goto.bind(page)
  page.goto = (path) => go(path.startsWith('/') ? county.address + path : path)
  const lookAt = async (station, { width, height }) => {
    const title = `${station}, ${width} px`
    await page.setViewportSize({ width, height })
    await page.waitForTimeout(350)
    if (pictures !== '')
      await page.screenshot({ path: join(pictures, `${station}_${width}.png`), fullPage: true })
    checks.that(`${title}: nothing sticks out to the side`, (await widthOf(page)) <= width)
    const grave = await gravestOf(page, axe)
    checks.that(`${title}: axe-core finds nothing serious`, grave.length === 0, grave.join('\n        '))
    const small = width < 768 ? await smallTargets(page) : []
    const list = small.slice(0, 4).join('\n        ')
    checks.that(`${title}: everything to press is 44 px high`, small.length === 0, list)
  }
  const look = async (station) => {
    for (const other of [desk, phone]) if (other.width !== view.width) await lookAt(station, other)
    await lookAt(station, view)
  }
  return { context, page, faults, look }
}

try {
  for (const [journey, view] of journeys) {
    if (process.env.JINGZHUN_JOURNEY && process.env.JINGZHUN_JOURNEY !== journey.name) continue
    const began = Date.now()
    try {
      await journey({ county, checks, view, pageOf: (account) => pageOf(account, view) })
    } catch (reason) {
      checks.that(`${journey.name}, ${view.width} px`, false, String(reason.stack ?? reason))
      for (const [i, page] of browser.contexts().flatMap((one) => one.pages()).entries())
        if (pictures !== '') await page.screenshot({ path: join(pictures, `broken_${i}.png`) })
    }
    console.log(`${journey.name}: ${((Date.now() - began) / 1000).toFixed(1)} s`)
  }
} finally {
  await browser.close()
  county.stop()
}
process.exitCode = checks.close()
