// node tests/web/locales_test.mjs: every text in both languages, without a browser.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeChecks } from './check.mjs'
import { checkLocales } from './locales.mjs'

const checks = makeChecks()
checkLocales(join(dirname(fileURLToPath(import.meta.url)), '../../web'), checks)
process.exitCode = checks.close()
