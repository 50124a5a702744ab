// Conversions between kinds.
import type { Call } from './operators'
import {
  bool,
  error,
  fitsInt,
  fitsUint,
  int,
  noOverload,
  overflow,
  rounded,
  text,
  Unsupported,
  writtenDate,
  writtenMoney,
  writtenNumber,
  type Value,
} from './value'

const cannot = error('cel_conversion')

function intOf(a: Value): Value {
  switch (a.kind) {
    case 'int':
      return a
    case 'uint':
      return fitsInt(a.value) ? int(a.value) : overflow
    case 'double':
      if (!(a.value > -(2 ** 63) && a.value < 2 ** 63)) return overflow
      return int(BigInt(Math.trunc(a.value)))
    case 'string':
      if (!/^(\+?\d+|-\d+)$/.test(a.value)) return cannot
      return fitsInt(BigInt(a.value)) ? int(BigInt(a.value)) : cannot
    default:
      return noOverload
  }
}

function uintOf(a: Value): Value {
  const made = (value: bigint): Value => ({ kind: 'uint', value })
  switch (a.kind) {
    case 'uint':
      return a
    case 'int':
      return a.value >= 0n ? made(a.value) : overflow
    case 'double':
      if (!(a.value >= 0 && a.value < 2 ** 64)) return overflow
      return made(BigInt(Math.trunc(a.value)))
    case 'string':
      if (!/^\d+$/.test(a.value)) return cannot
      return fitsUint(BigInt(a.value)) ? made(BigInt(a.value)) : cannot
    default:
      return noOverload
  }
}

function doubleOf(a: Value): Value {
  const made = (value: number): Value => ({ kind: 'double', value })
  switch (a.kind) {
    case 'double':
      return a
    case 'int':
    case 'uint':
      return made(Number(a.value))
    case 'money':
      return made(Number(a.fen) / 100)
    case 'string': {
      if (/^[-+]?(inf|nan)/i.test(a.value)) throw new Unsupported('double(text)')
      if (!/^([-+]?)(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(a.value)) return cannot
      const value = Number(a.value)
      return Number.isFinite(value) ? made(value) : overflow
    }
    default:
      return noOverload
  }
}

const yes = ['1', 't', 'T', 'true', 'True', 'TRUE']
const no = ['0', 'f', 'F', 'false', 'False', 'FALSE']

function boolOf(a: Value): Value {
  if (a.kind === 'bool') return a
  if (a.kind !== 'string') return noOverload
  return yes.includes(a.value) ? bool(true) : no.includes(a.value) ? bool(false) : cannot
}

function stringOf(a: Value): Value {
  switch (a.kind) {
    case 'string':
      return a
    case 'bool':
    case 'int':
    case 'uint':
      return text(String(a.value))
    case 'double':
      return text(writtenNumber(a.value))
    case 'date':
      return text(writtenDate(a.days))
    case 'money':
      return text(writtenMoney(a.fen))
    case 'ratio':
      return text(writtenMoney(rounded(a.fen, a.divisor)))
    default:
      return noOverload
  }
}

const typeNames: Partial<Record<Value['kind'], string>> = {
  null: 'null_type',
  partial: 'list',
}
const typeOf = (a: Value): Value => ({ kind: 'type', value: typeNames[a.kind] ?? a.kind })

const one =
  (convert: (a: Value) => Value): Call =>
  (values) =>
    values.length === 1 ? convert(values[0] as Value) : noOverload

export const conversions: Record<string, Call> = {
  int: one(intOf),
  uint: one(uintOf),
  double: one(doubleOf),
  bool: one(boolOf),
  string: one(stringOf),
  type: one(typeOf),
  dyn: one((a) => a),
}
