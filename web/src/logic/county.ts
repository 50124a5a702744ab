// What every page needs of the county, read once and again when the language changes.
import { computed, inject, provide, type InjectionKey } from 'vue'
import { readParameters, type Parameter } from '@/api/parameters'
import { readSummary, type Summary } from '@/api/summary'
import { may, session, settled } from './session'
import { useResource, type Resource } from './use_resource'

export interface County {
  summary: Resource<Summary>
  parameters: Resource<Parameter[]>
}

const key: InjectionKey<County> = Symbol('county')

export function provideCounty(): County {
  // Anew for whoever signs in; not for administrators, who read no register.
  const reads = computed(() => (settled.value && may('read') ? (session.value?.account ?? ' ') : null))
  const county: County = {
    summary: useResource(
      () => reads.value,
      (_, signal) => readSummary(signal),
    ),
    parameters: useResource(
      () => reads.value,
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
