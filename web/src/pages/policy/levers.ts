// The parameters one can try another value of: numbers that hold here on the decision date.
import type { Parameter } from '@/api/parameters'
import type { Summary } from '@/api/summary'
import { textOfCode } from '@/i18n'
import { valueInForce } from '@/logic/parameter_value'

export interface Lever {
  id: string // as `what-if --set` wants it, before the "=": line[purpose=exit]
  title: string
  unit: string
  current: number
  whole: boolean
}

function leverOf(parameter: Parameter, keys: Record<string, string>, summary: Summary): Lever | null {
  const value = valueInForce(parameter, keys, summary.county.code, summary.as_of)?.value
  const current = Number(value)
  if (value === undefined || typeof value === 'boolean' || Number.isNaN(current) || value === '')
    return null
  const named = Object.entries(keys).map(([name, key]) => `${name}=${key}`)
  const suffix = named.length > 0 ? `[${named.join(',')}]` : ''
  const words = Object.values(keys)
    .map((key) => textOfCode('key', key))
    .join(' · ')
  return {
    id: parameter.parameter + suffix,
    title: words === '' ? parameter.title : `${parameter.title} · ${words}`,
    unit: parameter.unit,
    current,
    whole: parameter.type !== 'money' || Number.isInteger(current),
  }
}

// The lever everybody asks about comes first.
export const exitLineId = 'line[purpose=exit]'

export function leversOf(parameters: Parameter[] | null, summary: Summary | null): Lever[] {
  if (parameters === null || summary === null) return []
  const levers = parameters.flatMap((parameter) => {
    const combinations = new Map(
      parameter.values.map((value) => [JSON.stringify(value.keys), value.keys]),
    )
    return [...combinations.values()].flatMap((keys) => leverOf(parameter, keys, summary) ?? [])
  })
  return levers.sort((a, b) => Number(b.id === exitLineId) - Number(a.id === exitLineId))
}

// From nothing to a good deal more, in steps a person would take.
export function boundsOf(lever: Lever): { least: number; most: number; step: number } {
  const step = lever.current >= 20000 ? 500 : lever.current >= 1000 ? 50 : 1
  const most = Math.max(10, Math.ceil((lever.current * 2.5) / step) * step)
  return { least: 0, most, step }
}
