// Identity numbers (GB 11643-1999): which are valid, and what they say. Numbers with blanks, hyphens or wide
// digits in them are the server's business.
import { dayAt } from './dates'
import { Unsupported } from './value'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checks = '10X98765432'

const checkOf = (seventeen: string): string =>
  checks[weights.reduce((sum, weight, i) => sum + weight * Number(seventeen[i]), 0) % 11] ?? ''

// Today in Shanghai, as a number of days.
const today = (): number => Math.floor((Date.now() + 8 * 3600000) / 86400000)

// The eighteen characters by which two numbers are the same person; nothing where the number is not valid.
export function linked(written: string): string | null {
  if (/[\s\u2010-\u2015\u2212\u3000\u200b-\u200f\ufeff\uff01-\uff5e-]/.test(written))
    throw new Unsupported('valid_identity') // to be cleaned first, which the server does
  const text = written.replace(/x/g, 'X')
  let whole = text
  if (/^\d{15}$/.test(text)) {
    const wide = `${text.slice(0, 6)}19${text.slice(6)}`
    whole = wide + checkOf(wide)
  } else if (![18, 20, 22].includes(text.length)) {
    return null
  }
  whole = whole.slice(0, 18)
  if (!/^\d{17}[0-9X]$/.test(whole) || checkOf(whole) !== whole[17]) return null
  const birth = birthIn(whole)
  return birth !== null && birth <= today() ? whole : null
}

export const birthIn = (eighteen: string): number | null =>
  dayAt(Number(eighteen.slice(6, 10)), Number(eighteen.slice(10, 12)), Number(eighteen.slice(12, 14)))
