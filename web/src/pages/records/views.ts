// Views of a list, kept in this browser by name: filters, columns and order.
export interface View {
  name: string
  query: Record<string, string>
}

const keyOf = (register: string): string => `jingzhun.views.${register}`

export function viewsOf(register: string): View[] {
  try {
    return JSON.parse(localStorage.getItem(keyOf(register)) ?? '[]') as View[]
  } catch {
    return [] // storage may be forbidden, or hold what is no list
  }
}

function store(register: string, views: View[]): void {
  try {
    localStorage.setItem(keyOf(register), JSON.stringify(views))
  } catch {
    // As above.
  }
}

export function keepView(register: string, name: string, values: Record<string, string>): void {
  const query = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
  store(register, [...viewsOf(register).filter((one) => one.name !== name), { name, query }])
}

export const removeView = (register: string, name: string): void =>
  store(
    register,
    viewsOf(register).filter((one) => one.name !== name),
  )
