// Macros over lists, maps and relations.
import { findKey } from './compare'
import { undecided, zeroOf, type Binding, type Walk } from './evaluate'
import { aggregate } from './functions'
import type { Tree } from './tree'
import { bool, error, int, list, noOverload, unknown, type Value } from './value'

type Macro = Extract<Tree, { macro: string }>

// What it runs over: elements with what the variables stand for.
interface Range {
  elements: Value[]
  bound: Binding[][]
  keys: Value[] // of results of transformMap
  partial: boolean
}

function rangeOf(over: Value, names: string[]): Range | null {
  const [first = '', second] = names
  const bind = (one: Value, two: Value): Binding[] =>
    second === undefined
      ? [{ name: first, value: two }]
      : [
          { name: first, value: one },
          { name: second, value: two },
        ]
  if (over.kind === 'list' || over.kind === 'partial')
    return {
      elements: over.items,
      bound: over.items.map((item, i) => bind(int(i), item)),
      keys: over.items.map((_, i) => int(i)),
      partial: over.kind === 'partial',
    }
  if (over.kind !== 'map') return null
  const keys = over.entries.map(([key]) => key)
  return {
    elements: keys,
    bound: over.entries.map(([key, value]) =>
      second === undefined ? [{ name: first, value: key }] : bind(key, value),
    ),
    keys,
    partial: false,
  }
}

// What several parts leave open, added up: unknown goes before error.
class Open {
  value: Value | null = null
  add(next: Value): void {
    this.value = undecided([this.value ?? next, next]) ?? noOverload
  }
  // What is open where there may be more: unknown.
  togetherWith(partial: boolean): Value {
    return partial ? unknown : (this.value ?? unknown)
  }
}

const ifComplete = (value: Value, partial: boolean): Value => (partial ? unknown : value)

function quantified(walk: Walk, tree: Macro, range: Range): Value {
  const decides = tree.macro === 'exists'
  const open = new Open()
  for (const bound of range.bound) {
    const truth = walk.visitWith(tree.each[0] as Tree, bound)
    if (truth.kind !== 'bool') open.add(truth)
    else if (truth.value === decides) return truth
  }
  if (open.value !== null) return open.togetherWith(range.partial)
  return ifComplete(bool(!decides), range.partial)
}

function exactlyOne(walk: Walk, tree: Macro, range: Range): Value {
  let count = 0
  const open = new Open()
  for (const bound of range.bound) {
    const truth = walk.visitWith(tree.each[0] as Tree, bound)
    if (truth.kind !== 'bool') open.add(truth)
    else if (truth.value) count += 1
  }
  if (open.value !== null) return open.togetherWith(range.partial)
  return count >= 2 ? bool(false) : ifComplete(bool(count === 1), range.partial)
}

// map, filter and transformList: a condition first where there is one, then the result.
function transformed(walk: Walk, tree: Macro, range: Range): Value {
  const isFilter = tree.macro === 'filter'
  const condition = isFilter || tree.each.length === 2 ? tree.each[0] : undefined
  const result = tree.each[tree.each.length - 1] as Tree
  const results: Value[] = []
  const open = new Open()
  range.bound.forEach((bound, i) => {
    const truth = condition === undefined ? bool(true) : walk.visitWith(condition, bound)
    if (truth.kind !== 'bool') open.add(truth)
    if (truth.kind !== 'bool' || !truth.value) return
    const value = isFilter ? (range.elements[i] as Value) : walk.visitWith(result, bound)
    if (undecided([value]) !== null) open.add(value)
    else results.push(value)
  })
  if (open.value !== null) return open.togetherWith(range.partial)
  return range.partial ? { kind: 'partial', items: results } : list(results)
}

// transformMap keeps the keys; transformMapEntry makes entries of its own.
function transformedMap(walk: Walk, tree: Macro, range: Range): Value {
  const makesEntries = tree.macro === 'transformMapEntry'
  const result = tree.each[tree.each.length - 1] as Tree
  const entries: [Value, Value][] = []
  const open = new Open()
  for (const [i, bound] of range.bound.entries()) {
    const truth = tree.each.length === 2 ? walk.visitWith(tree.each[0] as Tree, bound) : bool(true)
    if (truth.kind !== 'bool') open.add(truth)
    if (truth.kind !== 'bool' || !truth.value) continue
    const value = walk.visitWith(result, bound)
    if (undecided([value]) !== null || (makesEntries && value.kind !== 'map')) open.add(value)
    else if (makesEntries && value.kind === 'map') {
      for (const entry of value.entries) {
        if (findKey(entries, entry[0]) !== null) return error('cel_duplicate_key')
        entries.push(entry)
      }
    } else entries.push([range.keys[i] as Value, value])
  }
  if (open.value !== null) return open.togetherWith(range.partial)
  return ifComplete({ kind: 'map', entries }, range.partial)
}

// count of true predicates, or sum, min, max, avg of values.
function aggregated(walk: Walk, tree: Macro, range: Range): Value {
  const isCount = tree.macro === 'count'
  const values: Value[] = []
  const open = new Open()
  for (const bound of range.bound) {
    const value = walk.visitWith(tree.each[0] as Tree, bound)
    if (undecided([value]) !== null || (isCount && value.kind !== 'bool')) open.add(value)
    else if (!isCount || (value.kind === 'bool' && value.value)) values.push(value)
  }
  if (open.value !== null) return open.togetherWith(range.partial)
  if (range.partial) return unknown
  return values.length === 0 && tree.macro === 'sum' ? zeroOf(tree.zero) : aggregate(tree.macro, values)
}

export function macro(walk: Walk, tree: Macro): Value {
  const over = walk.visit(tree.over)
  if (over.kind === 'error' || over.kind === 'unknown') return over
  const range = rangeOf(over, tree.names)
  if (range === null) return noOverload
  switch (tree.macro) {
    case 'all':
    case 'exists':
      return quantified(walk, tree, range)
    case 'exists_one':
      return exactlyOne(walk, tree, range)
    case 'map':
    case 'filter':
    case 'transformList':
      return transformed(walk, tree, range)
    case 'transformMap':
    case 'transformMapEntry':
      return transformedMap(walk, tree, range)
    default:
      return aggregated(walk, tree, range)
  }
}
