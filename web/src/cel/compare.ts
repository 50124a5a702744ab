// Order and equality of values, across the kinds of numbers and between money and whole yuan.
import type { Value } from './value'

// -1, 0, 1; NaN where two doubles have no order; null where the kinds have none.
export type Order = number | null

const sign = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : a === b ? 0 : NaN)

// Doubles are compared with integers as doubles, after the ends of the integers' range.
function orderOfDouble(a: number, b: bigint, unsigned: boolean): number {
  if (a < (unsigned ? 0 : -(2 ** 63))) return -1
  if (a > (unsigned ? 2 ** 64 : 2 ** 63)) return 1
  return sign(a, Number(b))
}

function compareNumbers(a: Value, b: Value): Order {
  const isWhole = (one: Value): one is Value & { kind: 'int' | 'uint' } =>
    one.kind === 'int' || one.kind === 'uint'
  if (a.kind === 'double') {
    if (b.kind === 'double') return sign(a.value, b.value)
    return isWhole(b) ? orderOfDouble(a.value, b.value, b.kind === 'uint') : null
  }
  if (!isWhole(a)) return null
  if (b.kind === 'double') return -orderOfDouble(b.value, a.value, a.kind === 'uint')
  return isWhole(b) ? sign(a.value, b.value) : null
}

// Fen of money or of whole yuan.
export const fenIn = (value: Value): bigint | null =>
  value.kind === 'money' ? value.fen : value.kind === 'int' ? value.value * 100n : null

const fraction = (value: Value): [bigint, bigint] | null => {
  if (value.kind === 'ratio') return [value.fen, value.divisor]
  const fen = fenIn(value)
  return fen === null ? null : [fen, 1n]
}

// Texts in the order of their bytes in UTF-8, which is that of their code points.
function compareTexts(a: string, b: string): number {
  const x = Array.from(a)
  const y = Array.from(b)
  for (let i = 0; i < Math.min(x.length, y.length); i += 1) {
    const order = sign(x[i]?.codePointAt(0) ?? 0, y[i]?.codePointAt(0) ?? 0)
    if (order !== 0) return order
  }
  return sign(x.length, y.length)
}

export function compare(a: Value, b: Value): Order {
  const isMoney = (one: Value): boolean => one.kind === 'money' || one.kind === 'ratio'
  if (isMoney(a) || isMoney(b)) {
    const x = fraction(a)
    const y = fraction(b)
    return x === null || y === null ? null : sign(x[0] * y[1], y[0] * x[1])
  }
  if (a.kind === 'string' && b.kind === 'string') return compareTexts(a.value, b.value)
  if (a.kind === 'bool' && b.kind === 'bool') return sign(Number(a.value), Number(b.value))
  if (a.kind === 'date' && b.kind === 'date') return sign(a.days, b.days)
  return compareNumbers(a, b)
}

export const findKey = (entries: [Value, Value][], key: Value): Value | null =>
  entries.find(([candidate]) => compare(candidate, key) === 0)?.[1] ?? null

export function equal(a: Value, b: Value): boolean {
  if (a.kind === 'list' && b.kind === 'list')
    return (
      a.items.length === b.items.length &&
      a.items.every((item, i) => equal(item, b.items[i] as Value))
    )
  if (a.kind === 'map' && b.kind === 'map')
    return (
      a.entries.length === b.entries.length &&
      a.entries.every(([key, value]) => {
        const other = findKey(b.entries, key)
        return other !== null && equal(value, other)
      })
    )
  const order = compare(a, b)
  if (order !== null) return order === 0
  if (a.kind === 'null') return b.kind === 'null'
  if (a.kind === 'type' && b.kind === 'type') return a.value === b.value
  if (a.kind === 'record' && b.kind === 'record') return a.table === b.table && a.row === b.row
  if (a.kind === 'period' && b.kind === 'period')
    return a.name === b.name && a.from === b.from && a.to === b.to
  return false
}
