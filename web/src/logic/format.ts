// Numbers, money, days and places as people read them.
import { currentLanguage } from '@/i18n'

export const grouped = (value: number): string => value.toLocaleString('zh-CN')

export function share(part: number, whole: number): string {
  return whole > 0 ? `${((part / whole) * 100).toFixed(1)}%` : '–'
}

// "1234.50" as "1,234.5"; text that is no number stays as it is.
export function amount(value: string | number | null): string {
  if (value === null || value === '') return '–'
  const number = Number(value)
  if (Number.isNaN(number)) return String(value)
  return number.toLocaleString('zh-CN', { maximumFractionDigits: 2 })
}

// "2020-12-31" as 2020年12月31日, or as it stands in English.
export function longDay(day: string): string {
  const [year, month, date] = day.split('-')
  if (currentLanguage() === 'en' || date === undefined) return day
  return `${year}年${Number(month)}月${Number(date)}日`
}

// An instant in UTC as the clock of Shanghai shows it: "2021-01-09 10:24".
export function clock(instant: string): string {
  const time = new Date(instant)
  if (Number.isNaN(time.getTime())) return instant
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(time)
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}`
}

// The county need not be said on every line of its own page.
export function withoutCounty(place: string, county: string): string {
  return county !== '' && place.startsWith(county) && place !== county
    ? place.slice(county.length)
    : place
}
