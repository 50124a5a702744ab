// The places of the application, for both bars: those whose door the session opens.
import { computed } from 'vue'
import { may, session } from '@/logic/session'

const all = [
  { name: 'home', to: '/', shown: () => may('read') },
  { name: 'findings', to: '/findings', shown: () => may('read') },
  { name: 'households', to: '/households', shown: () => may('read', 'household') },
  { name: 'records', to: '/records/person', shown: () => may('read') },
  { name: 'cases', to: '/cases', shown: () => may('read') },
  { name: 'desk', to: '/desk/conflicts', shown: () => may('read') },
  { name: 'import', to: '/import', shown: () => may('record') || may('review') },
  { name: 'policy', to: '/policy/rules', shown: () => may('read') },
  { name: 'ledger', to: '/ledger', shown: () => true },
  {
    name: 'admin',
    to: '/admin',
    shown: () => !session.value?.accounts || may('account') || may('grant') || may('audit'),
  },
] as const

export type Section = (typeof all)[number]
export const sections = computed(() => all.filter((section) => section.shown()))

export function isCurrent(section: string, route: string): boolean {
  return section === route || (section === 'households' && route === 'household')
}
