// The places of the application, for both bars: those whose door the session opens. Those `behind` stand on the page
// “more” alone: the bar is as wide as a screen.
import { computed } from 'vue'
import { leads, may, session } from '@/logic/session'

const all = [
  { name: 'home', to: '/', shown: () => may('read') },
  { name: 'field', to: '/field', shown: () => session.value?.accounts === true && may('record', 'form_sheet') },
  { name: 'findings', to: '/findings', shown: () => may('read') },
  { name: 'households', to: '/households', shown: () => may('read', 'household') },
  { name: 'records', to: '/records/person', shown: () => may('read') },
  { name: 'meeting', to: '/meeting', shown: () => leads() },
  { name: 'cases', to: '/cases', shown: () => may('read') },
  { name: 'area', to: '/area', shown: () => may('read', 'household'), behind: true },
  { name: 'inspections', to: '/inspections/visits', shown: () => may('read'), behind: true },
  { name: 'grievances', to: '/grievances/list', shown: () => may('read', 'grievance'), behind: true },
  { name: 'desk', to: '/desk/conflicts', shown: () => may('read'), behind: true },
  { name: 'import', to: '/import', shown: () => may('record') || may('review') },
  { name: 'policy', to: '/policy/rules', shown: () => may('read') },
  { name: 'ledger', to: '/ledger', shown: () => true },
  { name: 'glass', to: '/glass', shown: () => session.value?.accounts && may('reveal'), behind: true },
  { name: 'reveals', to: '/reveals', shown: () => session.value?.accounts && may('audit'), behind: true },
  {
    name: 'admin',
    to: '/admin',
    shown: () => !session.value?.accounts || may('account') || may('grant') || may('audit'),
  },
] as const

export type Section = (typeof all)[number]
export const sections = computed(() => all.filter((section) => section.shown()))
export const sectionsInBar = computed(() => sections.value.filter((section) => !('behind' in section)))

export function isCurrent(section: string, route: string): boolean {
  return (
    section === route ||
    (section === 'households' && route === 'household') ||
    (section === 'field' && route === 'form') ||
    (section === 'inspections' && route === 'inspection')
  )
}
