// The functions of texts, lists, days, money and identity numbers; all that is not here is not supported.
import { compare, equal, fenIn } from './compare'
import { conversions } from './conversions'
import { ageOn, civil, dayAt, dayIn, shifted } from './dates'
import { birthIn, linked } from './identity'
import { operators, type Call } from './operators'
import { patternOf } from './pattern'
import { bool, error, fenOf, int, list, money, noOverload, text, Unsupported, type Value } from './value'

const add = operators['_+_'] as Call

export function sumOf(items: Value[]): Value {
  const isAmount = (one: Value): boolean =>
    fenIn(one) !== null || one.kind === 'uint' || one.kind === 'double'
  let total = items[0] ?? int(0)
  if (!isAmount(total)) return noOverload
  for (const item of items.slice(1)) {
    if (!isAmount(item)) return noOverload
    total = add([total, item])
    if (total.kind === 'error') return total
  }
  return total
}

function extreme(items: Value[], sign: 1 | -1): Value {
  let best = items[0]
  if (best === undefined) return error('cel_empty_list')
  if (compare(best, best) === null) return noOverload
  for (const item of items.slice(1)) {
    const order = compare(item, best)
    if (order === null) return noOverload
    if (order * sign > 0) best = item
  }
  return best
}

function average(items: Value[]): Value {
  if (items.length === 0) return error('cel_empty_list')
  const total = sumOf(items)
  if (total.kind === 'money') return { kind: 'ratio', fen: total.fen, divisor: BigInt(items.length) }
  if (total.kind === 'int' || total.kind === 'uint' || total.kind === 'double')
    return { kind: 'double', value: Number(total.value) / items.length }
  return total
}

function distinct(items: Value[]): Value {
  const kept: Value[] = []
  for (const item of items) if (!kept.some((known) => equal(known, item))) kept.push(item)
  return list(kept)
}

// Of a list: sum, min, max, avg, count.
export function aggregate(name: string, items: Value[]): Value {
  if (name === 'sum') return sumOf(items)
  if (name === 'min') return extreme(items, -1)
  if (name === 'max') return extreme(items, 1)
  return name === 'avg' ? average(items) : int(items.length)
}

const size: Call = ([a, more]) => {
  if (a === undefined || more !== undefined) return noOverload
  if (a.kind === 'string') return int(Array.from(a.value).length)
  if (a.kind === 'list') return int(a.items.length)
  return a.kind === 'map' ? int(a.entries.length) : noOverload
}

const ofTexts =
  (test: (a: string, b: string) => boolean): Call =>
  ([a, b, more]) =>
    a?.kind === 'string' && b?.kind === 'string' && more === undefined
      ? bool(test(a.value, b.value))
      : noOverload

const ofList =
  (call: (items: Value[]) => Value): Call =>
  ([a, more]) =>
    a?.kind === 'list' && more === undefined ? call(a.items) : noOverload

const date: Call = (values) => {
  const [a, b, c] = values
  if (values.length === 1 && a?.kind === 'date') return a
  if (values.length === 1 && a?.kind === 'string') {
    const days = dayIn(a.value)
    return days === null ? error('cel_conversion') : { kind: 'date', days }
  }
  if (values.length !== 3 || a?.kind !== 'int' || b?.kind !== 'int' || c?.kind !== 'int') return noOverload
  const days = dayAt(Number(a.value), Number(b.value), Number(c.value))
  return days === null ? error('cel_no_such_day') : { kind: 'date', days }
}

const moved =
  (factor: bigint): Call =>
  ([a, b, more]) =>
    a?.kind === 'date' && b?.kind === 'int' && more === undefined
      ? shifted(a.days, b.value * factor)
      : noOverload

const ofDays =
  (call: (a: number, b: number) => number): Call =>
  ([a, b, more]) =>
    a?.kind === 'date' && b?.kind === 'date' && more === undefined ? int(call(a.days, b.days)) : noOverload

const ofDay =
  (call: (days: number) => number): Call =>
  ([a, more]) =>
    a?.kind === 'date' && more === undefined ? int(call(a.days)) : noOverload

const moneyOf: Call = ([a, more]) => {
  if (a === undefined || more !== undefined) return noOverload
  if (a.kind === 'money') return a
  if (a.kind === 'int') return money(a.value * 100n)
  if (a.kind !== 'string') return noOverload
  const fen = fenOf(a.value)
  if (fen === null) throw new Unsupported('money(text)') // the server reads more ways of writing
  return money(fen)
}

const absolute: Call = ([a, more]) => {
  if (a === undefined || more !== undefined) return noOverload
  const size = (value: bigint): bigint => (value < 0n ? -value : value)
  if (a.kind === 'double') return { kind: 'double', value: a.value < 0 ? -a.value : a.value }
  const least = -(2n ** 63n)
  if (a.kind === 'int') return a.value === least ? error('cel_overflow') : int(size(a.value))
  if (a.kind !== 'money' && a.kind !== 'ratio') return noOverload
  if (a.fen === least) return error('cel_overflow')
  return a.kind === 'money' ? money(size(a.fen)) : { ...a, fen: size(a.fen) }
}

// Of whole yuan and money the answer is money.
const chosen =
  (sign: 1 | -1): Call =>
  ([a, b, more]) => {
    const order = a === undefined || b === undefined || more !== undefined ? null : compare(a, b)
    if (order === null) return noOverload
    const [value, other] = (order * sign > 0 ? [b, a] : [a, b]) as [Value, Value]
    return value.kind === 'int' && other.kind === 'money' ? moneyOf([value]) : value
  }

const within =
  (closed: boolean): Call =>
  ([a, b, c, more]) => {
    if (a === undefined || b === undefined || c === undefined || more !== undefined) return noOverload
    const low = compare(a, b)
    const high = compare(a, c)
    if (low === null || high === null) return noOverload
    return bool(low >= 0 && (closed ? high <= 0 : high < 0))
  }

const ofIdentity =
  (call: (valid: string | null) => Value): Call =>
  ([a, more]) =>
    a?.kind === 'string' && more === undefined ? call(linked(a.value)) : noOverload
const invalid = error('cel_identity_invalid')

const matches: Call = ([a, b, more]) =>
  a?.kind === 'string' && b?.kind === 'string' && more === undefined
    ? bool(patternOf(b.value).test(a.value))
    : noOverload

const global: Record<string, Call> = {
  ...operators,
  ...conversions,
  size,
  matches,
  date,
  add_months: moved(1n),
  add_years: moved(12n),
  age: ofDays(ageOn),
  days_between: ofDays((a, b) => b - a),
  year: ofDay((days) => civil(days).year),
  month: ofDay((days) => civil(days).month),
  day: ofDay((days) => civil(days).day),
  money: moneyOf,
  abs: absolute,
  least: chosen(1),
  greatest: chosen(-1),
  between: within(true),
  '@in_range': within(false),
  valid_identity: ofIdentity((valid) => bool(valid !== null)),
  birth_of: ofIdentity((valid) => {
    const days = valid === null ? null : birthIn(valid)
    return days === null ? invalid : { kind: 'date', days }
  }),
  sex_of: ofIdentity((valid) =>
    valid === null ? invalid : text(Number(valid[16]) % 2 === 1 ? 'male' : 'female'),
  ),
}

const member: Record<string, Call> = {
  size,
  matches,
  contains: ofTexts((a, b) => a.includes(b)),
  startsWith: ofTexts((a, b) => a.startsWith(b)),
  endsWith: ofTexts((a, b) => a.endsWith(b)),
  distinct: ofList(distinct),
}
for (const name of ['sum', 'min', 'max', 'avg', 'count'])
  member[name] = ofList((items) => aggregate(name, items))

const calls = [new Map(Object.entries(global)), new Map(Object.entries(member))] as const

export const findCall = (name: string, isMember: boolean): Call | undefined =>
  calls[isMember ? 1 : 0].get(name)
