// Filters that live in the address, so that every list is a link.
import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export interface Filters<Name extends string> {
  values: ComputedRef<Record<Name, string>>
  active: ComputedRef<number>
  set: (changes: Partial<Record<Name, string>>) => void
  clear: () => void
}

export function useFilters<Name extends string>(names: readonly Name[]): Filters<Name> {
  const route = useRoute()
  const router = useRouter()
  const values = computed(() => {
    const found = {} as Record<Name, string>
    for (const name of names) {
      const given = route.query[name]
      found[name] = typeof given === 'string' ? given : ''
    }
    return found
  })
  const active = computed(() => names.filter((name) => values.value[name] !== '').length)

  function set(changes: Partial<Record<Name, string>>): void {
    const query: Record<string, string> = {}
    const wanted: Record<Name, string> = { ...values.value, ...changes }
    for (const name of names) if (wanted[name] !== '') query[name] = wanted[name]
    void router.replace({ query })
  }
  return { values, active, set, clear: () => void router.replace({ query: {} }) }
}
