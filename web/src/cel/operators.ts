// Arithmetic, relations, membership and indexing on known values.
import { compare, equal, fenIn, findKey } from './compare'
import { dateOf } from './dates'
import { bool, error, fitsInt, fitsUint, int, money, noOverload, overflow, type Value } from './value'

export type Call = (values: Value[]) => Value

type Whole = (a: bigint, b: bigint) => bigint
type Real = (a: number, b: number) => number

// Two of the same kind of number: exact, or an error; nothing for other kinds.
function numbers(a: Value, b: Value, whole: Whole, real: Real | null): Value | null {
  if (a.kind === 'double' && b.kind === 'double')
    return real === null ? null : { kind: 'double', value: real(a.value, b.value) }
  if (a.kind === 'int' && b.kind === 'int') {
    const value = whole(a.value, b.value)
    return fitsInt(value) ? { kind: 'int', value } : overflow
  }
  if (a.kind === 'uint' && b.kind === 'uint') {
    const value = whole(a.value, b.value)
    return fitsUint(value) ? { kind: 'uint', value } : overflow
  }
  return null
}

function amounts(a: Value, b: Value, whole: Whole): Value | null {
  if (a.kind !== 'money' && b.kind !== 'money') return null
  const x = fenIn(a)
  const y = fenIn(b)
  return x === null || y === null ? null : money(whole(x, y))
}

const add: Call = ([a, b]) => {
  if (a === undefined || b === undefined) return noOverload
  const plus: Whole = (x, y) => x + y
  const found = numbers(a, b, plus, (x, y) => x + y) ?? amounts(a, b, plus)
  if (found !== null) return found
  if (a.kind === 'string' && b.kind === 'string') return { kind: 'string', value: a.value + b.value }
  if (a.kind === 'list' && b.kind === 'list') return { kind: 'list', items: [...a.items, ...b.items] }
  if (a.kind === 'date' && b.kind === 'int') return dateOf(BigInt(a.days) + b.value)
  if (a.kind === 'int' && b.kind === 'date') return dateOf(BigInt(b.days) + a.value)
  return noOverload
}

const subtract: Call = ([a, b]) => {
  if (a === undefined || b === undefined) return noOverload
  const minus: Whole = (x, y) => x - y
  const found = numbers(a, b, minus, (x, y) => x - y) ?? amounts(a, b, minus)
  if (found !== null) return found
  if (a.kind === 'date' && b.kind === 'date') return int(a.days - b.days)
  if (a.kind === 'date' && b.kind === 'int') return dateOf(BigInt(a.days) - b.value)
  return noOverload
}

const multiply: Call = ([a, b]) => {
  if (a === undefined || b === undefined) return noOverload
  const found = numbers(
    a,
    b,
    (x, y) => x * y,
    (x, y) => x * y,
  )
  if (found !== null) return found
  if (a.kind === 'money' && b.kind === 'int') return money(a.fen * b.value)
  if (a.kind === 'int' && b.kind === 'money') return money(b.fen * a.value)
  return noOverload
}

const isZero = (value: Value): boolean =>
  (value.kind === 'int' || value.kind === 'uint') && value.value === 0n

// Money by a whole number stays an exact fraction, its divisor made positive.
function divideMoney(fen: bigint, divisor: bigint): Value {
  if (divisor === 0n) return error('cel_division_by_zero')
  if (divisor > 0n) return { kind: 'ratio', fen, divisor }
  return fitsInt(-fen) && fitsInt(-divisor) ? { kind: 'ratio', fen: -fen, divisor: -divisor } : overflow
}

const divide: Call = ([a, b]) => {
  if (a === undefined || b === undefined) return noOverload
  if (a.kind === b.kind && isZero(b)) return error('cel_division_by_zero')
  const found = numbers(
    a,
    b,
    (x, y) => x / y,
    (x, y) => x / y,
  )
  if (found !== null) return found
  return a.kind === 'money' && b.kind === 'int' ? divideMoney(a.fen, b.value) : noOverload
}

const remainder: Call = ([a, b]) => {
  if (a === undefined || b === undefined) return noOverload
  if (a.kind === b.kind && isZero(b)) return error('cel_division_by_zero')
  return numbers(a, b, (x, y) => x % y, null) ?? noOverload
}

const negate: Call = ([a]) => {
  if (a?.kind === 'double') return { kind: 'double', value: -a.value }
  if (a?.kind === 'int') return fitsInt(-a.value) ? int(-a.value) : overflow
  return a?.kind === 'money' ? money(-a.fen) : noOverload
}

const relation =
  (holds: (order: number) => boolean): Call =>
  ([a, b]) => {
    const order = a === undefined || b === undefined ? null : compare(a, b)
    return order === null ? noOverload : bool(holds(order))
  }

export const isIn: Call = ([element, container]) => {
  if (element === undefined || container === undefined) return noOverload
  if (container.kind === 'list') return bool(container.items.some((one) => equal(element, one)))
  if (container.kind === 'map') return bool(findKey(container.entries, element) !== null)
  if (container.kind === 'period' && element.kind === 'date')
    return bool(container.from <= element.days && element.days < container.to)
  return noOverload
}

export function indexed(container: Value, key: Value): Value {
  if (container.kind === 'map') return findKey(container.entries, key) ?? error('cel_no_such_key')
  if (container.kind !== 'list') return noOverload
  if (key.kind !== 'int' && key.kind !== 'uint' && key.kind !== 'double') return noOverload
  const bad = error('cel_index')
  if (key.kind === 'double' && !(key.value >= 0 && key.value < 2 ** 53 && Number.isInteger(key.value)))
    return bad
  const at = Number(key.value)
  return at < 0 ? bad : (container.items[at] ?? bad)
}

const counted =
  (count: number, call: Call): Call =>
  (values) =>
    values.length === count ? call(values) : noOverload

export const operators: Record<string, Call> = {
  '_+_': counted(2, add),
  '_-_': counted(2, subtract),
  '_*_': counted(2, multiply),
  '_/_': counted(2, divide),
  '_%_': counted(2, remainder),
  '-_': counted(1, negate),
  '!_': counted(1, ([a]) => (a?.kind === 'bool' ? bool(!a.value) : noOverload)),
  '_==_': counted(2, ([a, b]) => bool(equal(a as Value, b as Value))),
  '_!=_': counted(2, ([a, b]) => bool(!equal(a as Value, b as Value))),
  '_<_': counted(
    2,
    relation((order) => order < 0),
  ),
  '_<=_': counted(
    2,
    relation((order) => order <= 0),
  ),
  '_>_': counted(
    2,
    relation((order) => order > 0),
  ),
  '_>=_': counted(
    2,
    relation((order) => order >= 0),
  ),
  '@in': counted(2, isIn),
}
