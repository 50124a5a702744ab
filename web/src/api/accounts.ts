// Accounts, roles and grants, for administrators.
import { get, send } from './http'

export interface Grant {
  grant: number
  account: string
  role: string
  title: string
  area: string
  place: string
  purpose: string
  granted_by: string
  reason: string
  holds: boolean
  until: string | null
}
export interface Account {
  name: string
  display_name: string
  unit: string
  state: 'active' | 'disabled'
  locked: boolean
  has_password: boolean
  has_code: boolean
  created_by: string
  created_at: string
  sessions: number
  grants: Grant[]
}
export interface RoleOfPack {
  role: string
  title: string
  source: string
  second_factor: boolean
  digits: number[]
}
const of = (name: string): string => `accounts/${encodeURIComponent(name)}`

export const readAccounts = (signal?: AbortSignal): Promise<Account[]> => get('accounts', {}, signal)
export const readRoles = (signal?: AbortSignal): Promise<RoleOfPack[]> => get('roles', {}, signal)
export const addAccount = (account: {
  name: string
  display_name: string
  unit: string
}): Promise<unknown> => send('POST', 'accounts', account)
export const setState = (name: string, state: Account['state']): Promise<unknown> =>
  send('POST', `${of(name)}/state`, { state })
export const resetPassword = (name: string): Promise<{ once: string }> =>
  send('POST', `${of(name)}/password`)
export const dropCode = (name: string): Promise<unknown> => send('POST', `${of(name)}/drop-code`)
export const endSessions = (name: string): Promise<unknown> => send('POST', `${of(name)}/sign-out`)
export const addGrant = (grant: {
  account: string
  role: string
  area: string
  purpose: string
  until: string
  reason: string
}): Promise<unknown> => send('POST', 'grants', grant)
export const revokeGrant = (grant: number, reason: string): Promise<unknown> =>
  send('POST', `grants/${grant}/revoke`, { reason })
