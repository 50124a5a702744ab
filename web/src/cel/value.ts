// Values of the language, and their notation in JSON: the one of the public conformance cases with our own kinds
// beside it (docs/cel.md). Error and unknown are values too. What this evaluator cannot do is an Unsupported, never a
// guess.

export type Value =
  | { kind: 'null' }
  | { kind: 'bool'; value: boolean }
  | { kind: 'int' | 'uint'; value: bigint }
  | { kind: 'double'; value: number }
  | { kind: 'string' | 'type'; value: string }
  | { kind: 'list'; items: Value[] }
  | { kind: 'partial'; items: Value[] } // there may be more
  | { kind: 'map'; entries: [Value, Value][] }
  | { kind: 'date'; days: number } // since 1970-01-01
  | { kind: 'money'; fen: bigint }
  | { kind: 'ratio'; fen: bigint; divisor: bigint } // exact; divisor > 0
  | { kind: 'period'; name: string; from: number; to: number }
  | { kind: 'record'; table: number; row: number }
  | { kind: 'error'; code: string }
  | { kind: 'unknown' }

export type Kind = Value['kind']
export type Of<K extends Kind> = Extract<Value, { kind: K }>

export class Unsupported extends Error {}

export const unknown: Value = { kind: 'unknown' }
export const nothing: Value = { kind: 'null' }
export const bool = (value: boolean): Value => ({ kind: 'bool', value })
export const int = (value: bigint | number): Value => ({ kind: 'int', value: BigInt(value) })
export const text = (value: string): Value => ({ kind: 'string', value })
export const list = (items: Value[]): Value => ({ kind: 'list', items })
export const error = (code: string): Value => ({ kind: 'error', code })
export const noOverload: Value = error('cel_no_such_overload')
export const overflow: Value = error('cel_overflow')

const least = -(2n ** 63n)
const most = 2n ** 63n - 1n
export const fitsInt = (value: bigint): boolean => value >= least && value <= most
export const fitsUint = (value: bigint): boolean => value >= 0n && value < 2n ** 64n
export const money = (fen: bigint): Value => (fitsInt(fen) ? { kind: 'money', fen } : overflow)

const numberOf = (written: string): number =>
  written === 'Infinity' || written === '+Inf'
    ? Infinity
    : written === '-Infinity' || written === '-Inf'
      ? -Infinity
      : Number(written)

// "12000.00", "-0.50": whole fen.
export function fenOf(written: string): bigint | null {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(written)
  if (match === null) return null
  const fen = BigInt(match[2] ?? '0') * 100n + BigInt((match[3] ?? '').padEnd(2, '0'))
  return match[1] === '-' ? -fen : fen
}

export function writtenMoney(fen: bigint): string {
  const size = fen < 0n ? -fen : fen
  return `${fen < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`
}

// To whole fen, half to even.
export function rounded(fen: bigint, divisor: bigint): bigint {
  const whole = fen / divisor
  const rest = fen % divisor
  const twice = (rest < 0n ? -rest : rest) * 2n
  const up = twice > divisor || (twice === divisor && whole % 2n !== 0n)
  return up ? whole + (fen < 0n ? -1n : 1n) : whole
}

// As the other evaluator writes it: no exponent between 1e-5 and 1e21.
export function writtenNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  if (Object.is(value, -0)) return '-0'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-5 || size >= 1e21)) {
    const [digits, power] = value.toExponential().split('e') as [string, string]
    return `${digits}e${power[0]}${power.slice(1).padStart(2, '0')}`
  }
  const plain = String(value)
  if (!plain.includes('e')) return plain
  const [digits, power] = plain.split('e') as [string, string]
  const bare = digits.replace(/[-.]/g, '')
  return `${value < 0 ? '-' : ''}0.${'0'.repeat(-Number(power) - 1)}${bare}`
}

type Notation = Record<string, unknown>

export const dayOf = (iso: string): number => Math.round(Date.parse(`${iso}T00:00:00Z`) / 86400000)

export function valueOf(json: Notation): Value {
  const [kind, said] = Object.entries(json)[0] ?? ['', null]
  switch (kind) {
    case 'null':
    case 'null_type':
      return nothing
    case 'bool':
      return bool(said as boolean)
    case 'int':
    case 'uint':
      return { kind, value: BigInt(said as string) }
    case 'double':
      return { kind, value: numberOf(said as string) }
    case 'string':
    case 'type':
      return { kind, value: said as string }
    case 'date':
      return { kind, days: dayOf(String(said)) }
    case 'money':
      return money(fenOf(said as string) ?? 0n)
    case 'list':
    case 'partial':
      return { kind, items: (said as Notation[]).map((one) => valueOf(one)) }
    case 'map':
      return {
        kind,
        entries: (said as [Notation, Notation][]).map(([key, value]) => [valueOf(key), valueOf(value)]),
      }
    case 'record': {
      const [table, row] = said as [number, number]
      return { kind, table, row }
    }
    default:
      throw new Unsupported(kind)
  }
}

export const writtenDate = (days: number): string =>
  new Date(days * 86400000).toISOString().slice(0, 10)

// The outcome as JSON: {value}, {unknown: true} or {error: code}.
export function outcomeOf(value: Value): Notation {
  if (value.kind === 'unknown' || value.kind === 'partial') return { unknown: true }
  if (value.kind === 'error') return { error: value.code }
  return { value: notationOf(value) }
}

export function notationOf(value: Value): Notation {
  switch (value.kind) {
    case 'null':
      return { null: null }
    case 'bool':
      return { bool: value.value }
    case 'int':
    case 'uint':
      return { [value.kind]: String(value.value) }
    case 'double':
      return {
        double: Number.isFinite(value.value)
          ? writtenNumber(value.value)
          : Number.isNaN(value.value)
            ? 'NaN'
            : value.value > 0
              ? 'Infinity'
              : '-Infinity',
      }
    case 'string':
    case 'type':
      return { [value.kind]: value.value }
    case 'list':
    case 'partial':
      return { [value.kind]: value.items.map(notationOf) }
    case 'map':
      return { map: value.entries.map(([key, of]) => [notationOf(key), notationOf(of)]) }
    case 'date':
      return { date: writtenDate(value.days) }
    case 'money':
      return { money: writtenMoney(value.fen) }
    case 'ratio':
      return { money: writtenMoney(rounded(value.fen, value.divisor)) }
    case 'period':
      return { period: value.name }
    case 'record':
      return { record: `#${value.table}:${value.row}` }
    default:
      return {}
  }
}
