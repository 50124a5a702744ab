// The four places of the application, for both bars.
export const sections = [
  { name: 'home', to: '/' },
  { name: 'findings', to: '/findings' },
  { name: 'households', to: '/households' },
  { name: 'policy', to: '/policy/rules' },
] as const

export function isCurrent(section: string, route: string): boolean {
  return section === route || (section === 'households' && route === 'household')
}
