// Who is signed in and what that account may do somewhere. The pages show what is there; the server decides.
import { get, send } from './http'

export interface Role {
  role: string
  title: string
  area: string
  place: string
  purpose: string
  until: string | null
}

export interface Session {
  accounts: boolean
  signed_in: boolean
  csrf: string
  county: string
  account?: string
  name?: string
  unit?: string
  has_code?: boolean
  must_change_password?: boolean
  must_set_up_code?: boolean
  roles?: Role[]
  may?: Record<string, boolean | string[]>
  leads?: boolean // reads every register of some area
}

export const readSession = (): Promise<Session> => get('session')

export const signIn = (account: string, password: string, code: string): Promise<unknown> =>
  send('POST', 'session', { account, password, code })

export const signOut = (): Promise<unknown> => send('DELETE', 'session')

export const changePassword = (old: string, wanted: string): Promise<unknown> =>
  send('POST', 'session/password', { old, new: wanted })

export const setUpCode = (password: string): Promise<{ address: string; qr: string }> =>
  send('POST', 'session/code', { password })
