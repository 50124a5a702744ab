// The parameters of the policy pack with every dated and regional value.
import { get } from './http'

export interface ParameterValue {
  keys: Record<string, string>
  area: string
  from: string | null
  to: string | null
  value: string | number | boolean
  source: string
}

export interface Parameter {
  parameter: string
  title: string
  unit: string
  type: string
  values: ParameterValue[]
}

export const readParameters = (signal?: AbortSignal): Promise<Parameter[]> =>
  get('parameters', {}, signal)
