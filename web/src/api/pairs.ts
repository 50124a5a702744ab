// Who is who: rows and the persons they may mean, records that may be one, merges.
import type { Origin } from './households'
import { get, send } from './http'

export interface Side {
  id: number
  key: string
  label: string
  place: string
  household: string | null
  origin: Origin | null
}
export interface PairField {
  title: string
  own: string
  theirs: string
  compared: boolean
  differs: boolean
}
export interface Evidence {
  what: string
  outcome: string
  bits: number
}
export interface LinkItem {
  id: number
  state: string
  state_title: string
  score: number
  register: string
  register_title: string
  their_title: string
  actor: string
  reason: string
  time: string
  may_decide: boolean
  row: Side
  person: Side
  evidence: Evidence[]
  fields: PairField[]
}
export interface PageOf<Item> {
  total: number
  next: number | null
  items: Item[]
}
export const readLinks = (
  state: string,
  after: number | null,
  signal?: AbortSignal,
): Promise<PageOf<LinkItem>> => get('links', { state, after, limit: 20 }, signal)
export const decideLinks = (ids: number[], confirm: boolean, reason: string): Promise<unknown> =>
  send('POST', 'links/decide', { ids, confirm, reason })

export interface DuplicateItem {
  score: number
  likely: boolean
  may_ask: boolean
  goes: Side
  stays: Side
  evidence: Evidence[]
  fields: PairField[]
}
export const readDuplicates = (
  register: string,
  after: number | null,
  signal?: AbortSignal,
): Promise<PageOf<DuplicateItem>> =>
  get(`duplicates/${encodeURIComponent(register)}`, { after, limit: 20 }, signal)
export const askMerge = (
  register: string,
  goes: number,
  stays: number,
  reason: string,
): Promise<unknown> =>
  send('POST', `duplicates/${encodeURIComponent(register)}/merge`, { goes, stays, reason })

export interface Merge {
  id: number
  register: string
  register_title: string
  key: string
  into: string
  place: string
  state: 'proposed' | 'in_force' | 'rejected' | 'undo_proposed' | 'undone'
  reason: string
  asked_by: string
  decided_by: string
  asked_at: string
  may_decide: boolean
  may_undo: boolean
}
export const readMerges = (signal?: AbortSignal): Promise<Merge[]> => get('merges', {}, signal)
export const decideMerges = (ids: number[], approve: boolean, reason: string): Promise<unknown> =>
  send('POST', 'merges/decide', { ids, approve, reason })
export const undoMerge = (id: number, reason: string): Promise<unknown> =>
  send('POST', `merges/${id}/undo`, { reason })
