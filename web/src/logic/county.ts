// What every page needs of the county, read once and again when the language changes.
import { inject, provide, type InjectionKey } from 'vue'
import { readParameters, type Parameter } from '@/api/parameters'
import { readSummary, type Summary } from '@/api/summary'
import { useResource, type Resource } from './use_resource'

export interface County {
  summary: Resource<Summary>
  parameters: Resource<Parameter[]>
}

const key: InjectionKey<County> = Symbol('county')

export function provideCounty(): County {
  const county: County = {
    summary: useResource(
      () => 'summary',
      (_, signal) => readSummary(signal),
    ),
    parameters: useResource(
      () => 'parameters',
      (_, signal) => readParameters(signal),
    ),
  }
  provide(key, county)
  return county
}

export function useCounty(): County {
  const county = inject(key)
  if (county === undefined) throw new Error('provideCounty has not been called above')
  return county
}
