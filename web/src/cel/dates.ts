// Days of the calendar as numbers since 1970-01-01: taken apart, put together, moved by months and years.
import { error, overflow, type Value } from './value'

const first = -719162 // 0001-01-01
const last = 2932896 // 9999-12-31

export interface Day {
  year: number
  month: number
  day: number
}

export function civil(days: number): Day {
  const date = new Date(days * 86400000)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  }
}

// Nothing where there is no such day.
export function dayAt(year: number, month: number, day: number): number | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return null
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  const days = Math.round(date.getTime() / 86400000)
  return civil(days).day === day ? days : null
}

export function dayIn(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match === null ? null : dayAt(Number(match[1]), Number(match[2]), Number(match[3]))
}

export function dateOf(days: bigint): Value {
  if (days < BigInt(first) || days > BigInt(last)) return overflow
  return { kind: 'date', days: Number(days) }
}

// The same day `months` later; an error where that month has no such day.
export function shifted(days: number, months: bigint): Value {
  const at = civil(days)
  const total = months + BigInt(at.year * 12 + at.month - 1)
  if (total < 12n || total >= 120000n) return overflow
  const found = dayAt(Number(total / 12n), Number(total % 12n) + 1, at.day)
  return found === null ? error('cel_no_such_day') : { kind: 'date', days: found }
}

export function ageOn(birth: number, on: number): number {
  const from = civil(birth)
  const to = civil(on)
  const hadBirthday = to.month > from.month || (to.month === from.month && to.day >= from.day)
  return to.year - from.year - (hadBirthday ? 0 : 1)
}
