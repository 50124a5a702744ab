// One expression for one record, by walking its tree: the same meaning as on the server (src/cel/evaluate.hpp). What
// is missing is unknown; `&&` and `||` decide without it where they can. No text is ever run as code.
import { findKey } from './compare'
import { findCall } from './functions'
import { macro } from './macros'
import { indexed, isIn } from './operators'
import type { Facts, Tree } from './tree'
import {
  bool,
  dayOf,
  error,
  noOverload,
  text,
  unknown,
  Unsupported,
  valueOf,
  type Value,
} from './value'

export interface Outcome {
  value: Value
  unsupported?: string // why there is no value: it is for the server to decide
}

export interface Binding {
  name: string
  value: Value
}

// A value known of all: unknown where one is, else the first error, else nothing.
export function undecided(values: Value[]): Value | null {
  if (values.some((one) => one.kind === 'unknown' || one.kind === 'partial')) return unknown
  return values.find((one) => one.kind === 'error') ?? null
}

const typeNames = 'bool int uint double string bytes list map type null_type date money'.split(' ')
const stepsMost = 200000
const depthMost = 1000
const derivedMost = 16

export class Walk {
  private bindings: Binding[] = []
  private begin = 0
  private steps = 0
  private depth = 0
  private derivedDepth = 0
  private inDerived = false
  private readonly derived = new Map<string, Value>()

  constructor(
    private readonly facts: Facts | null,
    private self: [number, number] | null,
    private readonly variables: Record<string, Value> = {},
  ) {}

  visit(tree: Tree): Value {
    this.steps += 1
    if (this.steps > stepsMost) throw new Unsupported('cel_cost')
    if (this.depth >= depthMost) return error('cel_derived_depth')
    this.depth += 1
    const value = this.known(tree)
    this.depth -= 1
    return value
  }

  // With these bound beside what is bound already.
  visitWith(tree: Tree, bound: Binding[]): Value {
    const length = this.bindings.length
    this.bindings.push(...bound)
    const value = this.visit(tree)
    this.bindings.length = length
    return value
  }

  private known(tree: Tree): Value {
    if ('value' in tree) return valueOf(tree.value)
    if ('name' in tree) return this.identifier(tree.name, tree.absolute === true)
    if ('field' in tree) return this.qualified(tree) ?? this.fieldOf(this.visit(tree.of), tree.field)
    if ('has' in tree) return this.has(this.visit(tree.of), tree.has)
    if ('index' in tree) {
      const [container, key] = tree.index.map((one) => this.visit(one)) as [Value, Value]
      return undecided([container, key]) ?? indexed(container, key)
    }
    if ('call' in tree) return this.call(tree)
    if ('list' in tree) {
      const items = tree.list.map((one) => this.visit(one))
      return undecided(items) ?? { kind: 'list', items }
    }
    if ('map' in tree) return this.map(tree.map)
    return macro(this, tree)
  }

  private call(tree: Extract<Tree, { call: string }>): Value {
    const isMember = tree.member === true
    if (!isMember && tree.call === '_&&_') return this.logic(tree.with, false)
    if (!isMember && tree.call === '_||_') return this.logic(tree.with, true)
    if (!isMember && tree.call === '_?_:_') return this.conditional(tree.with)
    const values = tree.with.map((one) => this.visit(one))
    if (!isMember && this.facts?.parameters[tree.call] !== undefined)
      return undecided(values) ?? this.parameter(tree.call, values)
    const found = findCall(tree.call, isMember)
    if (found === undefined) throw new Unsupported(tree.call)
    const [first, second] = values
    if (tree.call === '@in' && first !== undefined && second?.kind === 'partial' && !undecided([first])) {
      const inKnown = isIn([first, { kind: 'list', items: second.items }])
      return inKnown.kind === 'bool' && !inKnown.value ? unknown : inKnown
    }
    const stopped = undecided(values)
    if (stopped !== null) return stopped
    if (isMember && tree.call === 'sum' && first?.kind === 'list' && first.items.length === 0)
      return zeroOf(tree.zero)
    return found(values)
  }

  // `decides` is the truth that settles it alone.
  private logic([a, b]: Tree[], decides: boolean): Value {
    const left = this.visit(a as Tree)
    if (left.kind === 'bool' && left.value === decides) return left
    const right = this.visit(b as Tree)
    if (right.kind === 'bool' && right.value === decides) return right
    const stopped = undecided([left, right])
    if (stopped !== null) return stopped
    return left.kind === 'bool' && right.kind === 'bool' ? left : noOverload
  }

  private conditional([condition, yes, no]: Tree[]): Value {
    const truth = this.visit(condition as Tree)
    if (truth.kind === 'bool') return this.visit((truth.value ? yes : no) as Tree)
    return undecided([truth]) ?? noOverload
  }

  private map(pairs: [Tree, Tree][]): Value {
    const values = pairs.map(([key, value]) => [this.visit(key), this.visit(value)] as [Value, Value])
    const stopped = undecided(values.flat())
    if (stopped !== null) return stopped
    const entries: [Value, Value][] = []
    for (const [key, value] of values) {
      if (!['string', 'bool', 'int', 'uint'].includes(key.kind)) return error('cel_bad_key')
      if (findKey(entries, key) !== null) return error('cel_duplicate_key')
      entries.push([key, value])
    }
    return { kind: 'map', entries }
  }

  private identifier(name: string, absolute: boolean): Value {
    if (!absolute)
      for (let i = this.bindings.length; i > this.begin; i -= 1)
        if (this.bindings[i - 1]?.name === name) return this.bindings[i - 1]?.value ?? unknown
    const variable = this.inDerived ? undefined : this.variables[name]
    if (variable !== undefined) return variable
    if (this.self !== null && name === 'self') return this.selfRecord()
    if (this.self !== null && this.isField(this.self[0], name)) return this.read(this.self, name)
    if (this.facts !== null && name === 'as_of') return { kind: 'date', days: dayOf(this.facts.as_of) }
    const period = this.facts?.period
    if (name === 'period' && period !== undefined)
      return {
        kind: 'period',
        name: period.name,
        from: dayOf(period.from),
        to: dayOf(period.to),
      }
    if (typeNames.includes(name)) return { kind: 'type', value: name }
    if (this.self !== null) throw new Unsupported(name) // a field the server did not send
    return error('cel_unbound')
  }

  private selfRecord(): Value {
    const [table, row] = this.self as [number, number]
    return { kind: 'record', table, row }
  }

  // a.b.c where that whole name is a variable.
  private qualified(tree: Extract<Tree, { field: string }>): Value | null {
    const names = [tree.field]
    let at: Tree = tree.of
    while ('field' in at) {
      names.unshift(at.field)
      at = at.of
    }
    if (!('name' in at)) return null
    const root = at.name
    if (this.bindings.slice(this.begin).some((one) => one.name === root)) return null
    if (root === 'google') throw new Unsupported('google')
    return this.inDerived ? null : (this.variables[[root, ...names].join('.')] ?? null)
  }

  private isField(table: number, name: string): boolean {
    const known = this.facts?.tables[table]
    return known !== undefined && (known.fields.includes(name) || known.derived[name] !== undefined)
  }

  private read([table, row]: [number, number], name: string): Value {
    const known = this.facts?.tables[table]
    if (known === undefined) return unknown
    if (known.derived[name] !== undefined) return this.derive([table, row], name, known.derived[name] as Tree)
    if (!known.fields.includes(name)) throw new Unsupported(`${known.name}.${name}`)
    const cell = known.rows[row]?.[name]
    return cell === undefined ? unknown : valueOf(cell)
  }

  // A derived field sees its own record and the day, nothing of the expression that asks for it.
  private derive(record: [number, number], name: string, tree: Tree): Value {
    const key = `${record.join(' ')} ${name}`
    const remembered = this.derived.get(key)
    if (remembered !== undefined) return remembered
    const outer = { self: this.self, begin: this.begin, inDerived: this.inDerived }
    this.self = record
    this.begin = this.bindings.length
    this.inDerived = true
    this.derivedDepth += 1
    const value = this.derivedDepth > derivedMost ? error('cel_derived_depth') : this.visit(tree)
    this.derivedDepth -= 1
    Object.assign(this, outer)
    this.derived.set(key, value)
    return value
  }

  private fieldOf(owner: Value, name: string): Value {
    const stopped = undecided([owner])
    if (stopped !== null) return stopped
    if (owner.kind === 'record') return this.read([owner.table, owner.row], name)
    if (owner.kind === 'map') return findKey(owner.entries, text(name)) ?? error('cel_no_such_key')
    if (owner.kind === 'period') {
      if (name === 'name') return text(owner.name)
      if (name === 'from' || name === 'to') return { kind: 'date', days: owner[name] }
      throw new Unsupported(`period.${name}`)
    }
    return owner.kind === 'null' ? error('cel_nobody') : noOverload
  }

  private has(owner: Value, name: string): Value {
    if (owner.kind === 'error') return owner
    if (owner.kind === 'unknown' || owner.kind === 'partial') return bool(false)
    if (owner.kind === 'null') return bool(false)
    if (owner.kind === 'map') return bool(findKey(owner.entries, text(name)) !== null)
    if (owner.kind !== 'record') return noOverload
    const value = this.read([owner.table, owner.row], name)
    return bool(!['unknown', 'error', 'partial', 'null'].includes(value.kind))
  }

  private parameter(name: string, values: Value[]): Value {
    const known = this.facts?.parameters[name]
    if (known === undefined || this.facts === null) throw new Unsupported(name)
    if (values.length < known.keys || values.length > known.keys + 1) return noOverload
    const day = values.length > known.keys ? values[known.keys] : undefined
    if (day !== undefined && day.kind !== 'date') return noOverload
    const on = day === undefined ? dayOf(this.facts.as_of) : day.days
    const keys = values.slice(0, known.keys)
    if (keys.some((key) => key.kind !== 'string')) return noOverload
    const found = known.values.find(
      (one) =>
        dayOf(one.from) <= on &&
        on < dayOf(one.to) &&
        one.keys.every((key, i) => (keys[i] as { value: string }).value === key),
    )
    return found === undefined ? error('cel_parameter_gap') : valueOf(found.value)
  }
}

export function zeroOf(kind: string | undefined): Value {
  if (kind === 'money') return { kind: 'money', fen: 0n }
  return kind === 'double' ? { kind: 'double', value: 0 } : { kind: 'int', value: 0n }
}

// The value on that record (none: no record), or why only the server can tell.
export function evaluate(
  tree: Tree,
  facts: Facts | null,
  self: [number, number] | null = facts?.self ?? null,
  variables: Record<string, Value> = {},
): Outcome {
  try {
    const value = new Walk(facts, self, variables).visit(tree)
    return { value: value.kind === 'partial' ? unknown : value }
  } catch (reason) {
    if (reason instanceof Unsupported) return { value: unknown, unsupported: reason.message }
    if (reason instanceof RangeError) return { value: unknown, unsupported: 'cel_depth' }
    throw reason
  }
}
