// Looks through the built web application for syntax, interfaces and styles newer than Chrome 87.
//   node tests/web/newer.mjs [DIST]    prints each with its file and where it stands; ends with 1 where there are any
// What is newer says MDN's browser-compat-data; scripts are read by Babel's parser, styles by PostCSS. A name that an
// older interface has too says nothing and is passed over.
import { createRequire } from 'node:module'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const oldest = 87
const web = join(dirname(fileURLToPath(import.meta.url)), '../../web')
const require = createRequire(join(web, 'package.json'))
const compat = JSON.parse(
  readFileSync(join(web, 'node_modules/@mdn/browser-compat-data/data.json'), 'utf8'),
)
const { parse } = require('@babel/parser')
const postcss = createRequire(require.resolve('@vue/compiler-sfc'))('postcss')

// The first version that has it and from which on none lacks it, without flags and under its own name; 0: not known.
function since(feature) {
  const support = feature?.__compat?.support?.chrome
  const versions = (Array.isArray(support) ? support : [support])
    .filter((one) => one && !one.flags && !one.prefix && !one.alternative_name)
    .filter(
      (one) => one.version_removed === undefined || Number.parseInt(one.version_removed, 10) > oldest,
    )
    .map((one) => (one.version_added === false ? Infinity : Number.parseInt(one.version_added, 10) || 0))
  return versions.length === 0 ? 0 : Math.min(...versions)
}
const isNewer = (feature) => Number.isFinite(since(feature)) && since(feature) > oldest
const below = (tree) => Object.entries(tree ?? {}).filter(([name]) => name !== '__compat')

// Objects that every script finds, and what they are.
const foundByAll = {
  navigator: 'Navigator',
  document: 'Document',
  window: 'Window',
  globalThis: 'Window',
  self: 'Window',
  performance: 'Performance',
  crypto: 'Crypto',
  screen: 'Screen',
  history: 'History',
  location: 'Location',
  CSS: 'CSS',
}

// Names of functions that only newer interfaces have; of whole interfaces; of members of one object.
function interfaces() {
  const old = new Set(['at']) // looked at by itself: libraries have functions of that name
  const calls = new Map()
  const wholes = new Map()
  const members = new Map()
  const builtins = below(compat.javascript.builtins)
  for (const [holder, feature] of [...below(compat.api), ...builtins]) {
    if (isNewer(feature)) wholes.set(holder, since(feature))
    for (const [written, member] of below(feature)) {
      const name = written.replace(/_(static|event|permission)$/, '')
      if (!isNewer(member)) old.add(name)
      else if (written.endsWith('_static')) members.set(`${holder}.${name}`, since(member))
      else if (compat.javascript.builtins[holder] !== undefined || /.[A-Z]/.test(name))
        calls.set(name, since(member))
    }
  }
  for (const [object, holder] of Object.entries(foundByAll))
    for (const [written, member] of below(compat.api[holder]))
      if (isNewer(member))
        members.set(`${object}.${written.replace(/_(static|event)$/, '')}`, since(member))
  for (const name of old) calls.delete(name)
  return { calls, wholes, members }
}

const syntax = {
  StaticBlock: 94,
  ImportAttribute: 123,
  RegExpLiteral: (node) => (/v/.test(node.flags) ? 112 : /d/.test(node.flags) ? 90 : 0),
  BinaryExpression: (node) => (node.operator === 'in' && node.left.type === 'PrivateName' ? 91 : 0),
}

// Every node of a script with the functions it stands in, outermost first.
function walk(node, take, within = []) {
  take(node, within)
  const inner = /Function|Method/.test(node.type) ? [...within, node.key?.name ?? ''] : within
  for (const value of Object.values(node))
    for (const one of Array.isArray(value) ? value : [value])
      if (typeof one?.type === 'string' && typeof one.start === 'number') walk(one, take, inner)
}

const nameOf = (node) => (node.computed ? node.property.value : node.property.name)
const isMember = (node) => /^(Optional)?MemberExpression$/.test(node?.type)
const isCall = (node) => /^(Optional)?CallExpression$/.test(node.type)
// Functions that a script gives its own objects.
function ownFunctions(program) {
  const own = new Set()
  walk(program, (node) => {
    if (/Method$/.test(node.type) && node.key?.name) own.add(node.key.name)
    if (node.type === 'ObjectProperty' && /Function|Identifier/.test(node.value?.type ?? ''))
      own.add(node.key.name)
    if (node.type === 'AssignmentExpression' && isMember(node.left)) own.add(nameOf(node.left))
  })
  return own
}

export function newerInScript(text, own = undefined) {
  const { calls, wholes, members } = known
  const found = []
  const add = (node, what, version) =>
    found.push({ what, version, at: text.slice(Math.max(0, node.start - 60), node.start + 60) })
  const { program } = parse(text, { sourceType: 'module' })
  const ours = own ?? ownFunctions(program)
  walk(program, (node, within) => {
    const rule = syntax[node.type]
    const version = typeof rule === 'function' ? rule(node) : (rule ?? 0)
    if (version > oldest) add(node, node.type, version)
    if (within.length === 0 && (node.type === 'AwaitExpression' || node.await === true))
      add(node, 'top-level await', 89)
    if (isMember(node)) {
      const whole = `${node.object.name}.${nameOf(node)}`
      if (members.has(whole)) add(node, whole, members.get(whole))
      else if (foundByAll[node.object.name] === 'Window' && wholes.has(nameOf(node)))
        add(node, whole, wholes.get(nameOf(node)))
    }
    const callee = node.type === 'NewExpression' || isCall(node) ? node.callee : undefined
    if (wholes.has(callee?.name)) add(node, callee.name, wholes.get(callee.name))
    if (callee === undefined || !isMember(callee)) return
    const name = nameOf(callee)
    // Of a text or a list, not a function of somebody's own: with one number.
    const [first, more] = node.arguments
    if (
      name === 'at' &&
      more === undefined &&
      (first?.type === 'NumericLiteral' || first?.operator === '-')
    )
      add(node, '.at', 92)
    // What wraps a function of the same name is called only where that is there.
    const wraps = within.includes(name)
    const builtin = /^(to[RS]|find|group|isSub|with|flat)/.test(name ?? '')
    if (calls.has(name) && !wraps && !(callee.object.name in foundByAll) && (builtin || !ours.has(name)))
      add(node, `.${name}()`, calls.get(name))
  })
  return found
}

// Subfeatures of a property that are words of its value, and functions and units of any value.
function newerInValue(property, value) {
  const found = []
  if (property === 'clip') return found // its rect() is as old as the property
  const words =
    value.replace(/"[^"]*"|'[^']*'|url\([^)]*\)/g, ' ').match(/-?[a-z][a-z0-9-]*\(?|[\d.]+[a-z]+/gi) ?? []
  const feature = compat.css.properties[property]
  for (const word of words) {
    const bare = word.replace('(', '')
    if (feature?.[bare] !== undefined && isNewer(feature[bare]))
      found.push([`${property}: ${bare}`, since(feature[bare])])
    if (word.endsWith('(')) {
      const types = Object.values(compat.css.types)
      const made =
        types.map((type) => type[bare]).find((one) => one?.__compat !== undefined) ??
        compat.css.types[bare]
      if (isNewer(made)) found.push([word + ')', since(made)])
    }
    const unit = /^[\d.]+([a-z]+)$/i.exec(word)?.[1]
    if (unit && /^(d|s|l)v(h|w|i|b|min|max)$/.test(unit)) found.push([unit, 108])
    if (unit && /^cq(h|w|i|b|min|max)$/.test(unit)) found.push([unit, 105])
  }
  return found
}

// Within @supports that names it.
function isAskedFor(node) {
  for (let one = node.parent; one; one = one.parent)
    if (one.name === 'supports' && one.params.includes(node.prop)) return true
  return false
}

export function newerInStyle(text) {
  const found = []
  const add = (node, what, version) => found.push({ what, version, at: node.toString().slice(0, 120) })
  postcss.parse(text).walk((node) => {
    if (node.type === 'atrule' && isNewer(compat.css['at-rules'][node.name]))
      add(node, `@${node.name}`, since(compat.css['at-rules'][node.name]))
    if (node.type === 'rule')
      for (const [, name] of node.selector.matchAll(/::?([a-z-]+)/g))
        if (isNewer(compat.css.selectors[name])) add(node, `:${name}`, since(compat.css.selectors[name]))
    if (node.type !== 'decl' || node.prop.startsWith('--') || isAskedFor(node)) return
    const old = node.parent.nodes?.some((one) => one.prop === `-webkit-${node.prop}`)
    if (old) return
    if (isNewer(compat.css.properties[node.prop]))
      add(node, node.prop, since(compat.css.properties[node.prop]))
    for (const [what, version] of newerInValue(node.prop, node.value)) add(node, what, version)
  })
  return found
}

const known = interfaces()

// Used only where it is there, or its lack changes nothing that matters.
const allowed = {
  'document.startViewTransition': 'the router asks for it by "in" first',
  'navigator.userAgentData': 'may be undefined: then the user agent is read',
  'scrollbar-width': 'beside ::-webkit-scrollbar, which hides the bar in older ones',
}
const isAllowed = (what) => allowed[what.split(':')[0]] !== undefined

export function findNewer(dist) {
  const faults = []
  const files = readdirSync(dist, { recursive: true }).filter((name) => /\.(js|mjs|css)$/.test(name))
  const texts = new Map(files.map((file) => [file, readFileSync(join(dist, file), 'utf8')]))
  const own = new Set()
  for (const [file, text] of texts)
    if (!file.endsWith('.css'))
      for (const name of ownFunctions(parse(text, { sourceType: 'module' }).program)) own.add(name)
  for (const [file, text] of texts)
    for (const one of file.endsWith('.css') ? newerInStyle(text) : newerInScript(text, own))
      if (!isAllowed(one.what))
        faults.push(`${file}: ${one.what} (Chrome ${one.version}): ${one.at.replaceAll('\n', ' ')}`)
  return { files: files.length, faults }
}

// What it must see, and what it must not take for new: so that a silent check is no broken one.
function checkItself() {
  const scripts = [
    '[1].at(-1)',
    'Object.hasOwn({}, "a")',
    'structuredClone({})',
    '[1].findLast(x)',
    '[1].toSorted()',
    'a.replaceAllNow?.(), crypto.randomUUID()',
    'class A { static { b() } }',
    'await b()',
    '/a/v',
    'dialog.startViewTransitionNow; document.startViewTransition()',
    'AbortSignal.timeout(9)',
  ]
  const styles = [
    'a:has(b){color:red}',
    ':is(a){}',
    'a{aspect-ratio:1}',
    '@layer a{}',
    '@container (width>1px){}',
    'a{height:1dvh}',
    'a{color:color-mix(in srgb,red,blue)}',
    'a{overflow:clip}',
    'a{accent-color:red}',
  ]
  const old = ['"a".replaceAll("b","c")', 'a?.b??c', 'a.at("x")', 'new WeakRef(a)', 'Promise.any(a)']
  const plain = [
    'a{display:flex;gap:1px}',
    'a{inset:0}',
    'a:focus-visible{outline:1px solid}',
    'a{width:min(1px,2px)}',
    '@supports (accent-color:red){a{accent-color:red}}',
  ]
  const blind = [
    ...scripts.filter((one) => newerInScript(one).length === 0),
    ...styles.filter((one) => newerInStyle(one).length === 0),
  ]
  const seen = [
    ...old.filter((one) => newerInScript(one).length > 0),
    ...plain.filter((one) => newerInStyle(one).length > 0),
  ]
  return [...blind.map((one) => `not seen: ${one}`), ...seen.map((one) => `taken for new: ${one}`)]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files, faults } = findNewer(process.argv[2] ?? join(web, 'dist'))
  faults.push(...checkItself())
  for (const fault of faults) console.log(fault)
  console.log(`${files} files, ${faults.length} newer than Chrome ${oldest}`)
  process.exitCode = files > 0 && faults.length === 0 ? 0 : 1
}
