// Which of a parameter's values holds: the most specific area wins, then the latest start not after the day.
import type { Parameter, ParameterValue } from '@/api/parameters'

const hasKeys = (value: ParameterValue, keys: Record<string, string>): boolean =>
  Object.entries(keys).every(([name, key]) => value.keys[name] === key)

const holds = (value: ParameterValue, area: string, day: string): boolean =>
  area.startsWith(value.area) &&
  (value.from === null || value.from <= day) &&
  (value.to === null || day < value.to)

export function valueInForce(
  parameter: Parameter | undefined,
  keys: Record<string, string>,
  area: string,
  day: string,
): ParameterValue | null {
  let best: ParameterValue | null = null
  for (const value of parameter?.values ?? []) {
    if (!hasKeys(value, keys) || !holds(value, area, day)) continue
    const closer = best === null || value.area.length > best.area.length
    const later =
      best !== null && value.area.length === best.area.length && (value.from ?? '') >= (best.from ?? '')
    if (closer || later) best = value
  }
  return best
}

export function exitLine(parameters: Parameter[] | null, area: string, day: string): number | null {
  const line = parameters?.find((one) => one.parameter === 'line')
  const value = valueInForce(line, { purpose: 'exit' }, area, day)
  return value === null ? null : Number(value.value)
}
