// Every text in both languages: the same keys, the same blanks to fill, every key that is used, none unused.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const flat = (tree, prefix = '') =>
  Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [[prefix + name, value]] : flat(value, `${prefix}${name}.`),
  )

const filesIn = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })

const blanksOf = (text) =>
  [...text.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1])
    .sort()
    .join(' ')
const han = /\p{Script=Han}/u
const withoutComments = (text) =>
  text.replace(/^\s*\/\/.*$/gm, '').replace(/\/\*[^]*?\*\/|<!--[^]*?-->/g, '')

// Keys written out, and the openings of keys that are put together (`state.${…}`).
function usedIn(text) {
  const whole = [...text.matchAll(/'([a-z_]+(?:\.[\w/]+)+)'/g)].map((match) => match[1])
  const openings = [...text.matchAll(/`([a-z_]+\.[a-z_]*)\$\{/g)].map((match) => match[1])
  const groups = [...text.matchAll(/textOfCode\('([a-z_]+)'/g)].map((match) => `${match[1]}.`)
  return { whole, openings: [...openings, ...groups] }
}

export function checkLocales(web, checks) {
  const [zh, en] = ['zh', 'en'].map(
    (language) =>
      new Map(flat(JSON.parse(readFileSync(join(web, 'src/locales', `${language}.json`), 'utf8')))),
  )
  for (const [key, text] of zh) {
    checks.that(`English has ${key}`, en.has(key))
    checks.that(
      `${key} fills the same blanks in both languages`,
      blanksOf(text) === blanksOf(en.get(key) ?? ''),
    )
    checks.that(`${key} is not empty`, text !== '' && en.get(key) !== '')
  }
  for (const [key, text] of en) {
    checks.that(`Chinese has ${key}`, zh.has(key))
    checks.that(`${key} is English`, key === 'shell.other_language' || !han.test(text), text)
  }
  const sources = filesIn(join(web, 'src')).filter((path) => /\.(vue|ts)$/.test(path))
  const used = { whole: new Set(), openings: new Set() }
  for (const path of sources) {
    const text = readFileSync(path, 'utf8')
    const found = usedIn(text)
    for (const key of found.whole) used.whole.add(key)
    for (const opening of found.openings) used.openings.add(opening)
    const bare = withoutComments(text)
      .split('\n')
      .find((line) => han.test(line) && !/[年月日]\$|}年|}月|}日/.test(line))
    checks.that(`${path.slice(web.length + 1)} holds no text of its own`, bare === undefined, bare)
  }
  const groups = new Set([...zh.keys()].map((key) => key.split('.')[0]))
  for (const key of used.whole)
    if (groups.has(key.split('.')[0])) checks.that(`the key ${key} that is used exists`, zh.has(key))
  const isUsed = (key) =>
    used.whole.has(key) || [...used.openings].some((opening) => key.startsWith(opening))
  for (const key of zh.keys()) checks.that(`${key} is used somewhere`, isUsed(key))
}
