// Data fights: what two sides say of one record, who is right; what is to be entered in other systems.
import type { Finding } from './findings'
import type { Origin } from './households'
import { download, get, send } from './http'

export interface ConflictFact {
  register: string
  field: string
  title: string
  value: string
  missing: boolean
  source: string
  linked_by?: string
  origin: Origin | null
}
export interface Proposal {
  id: number
  finding: number
  side: string
  reason: string
  evidence: string
  asked_by: string
  asked_at: string
}
export interface Conflict {
  finding: Finding
  sides: string[]
  may_settle: boolean
  may_propose: boolean
  alike: string
  facts: ConflictFact[]
  proposal: Proposal | null
}
export interface ConflictRule {
  rule: string
  title: string
  count: number
  sides: string[]
}
export interface ConflictPage {
  total: number
  next: number | null
  items: Conflict[]
  rules: ConflictRule[]
  proposed: number
}
export interface ConflictQuery {
  rule: string
  area: string
  q: string
  state: string
}
export const readConflicts = (
  query: ConflictQuery,
  after: number | null,
  signal?: AbortSignal,
): Promise<ConflictPage> => get('conflicts', { ...query, after, limit: 20 }, signal)

export interface Settling {
  ids: number[]
  side: string
  reason: string
  evidence: string
  propose: boolean
}
export const settle = (said: Settling): Promise<{ id: number; state: string }[]> =>
  send('POST', 'conflicts/settle', said)
export const decideProposals = (ids: number[], approve: boolean, reason: string): Promise<unknown> =>
  send('POST', 'conflicts/decide', { ids, approve, reason })

export interface Settled {
  id: number
  rule: string
  title: string
  subject: string
  place: string
  side: string
  reason: string
  evidence: string
  actor: string
  time: string
}
export const readSettled = (signal?: AbortSignal): Promise<Settled[]> =>
  get('conflicts/settled', { limit: 100 }, signal)

export interface WindowChange {
  id: number
  source: string
  source_title: string
  place: string
  key: string
  what: string
  theirs: string
  ours: string
  state: 'waiting' | 'approved' | 'done' | 'dropped'
  found_by: string
  decided_by: string
  reason: string
}
export const readWindow = (
  state: string,
  signal?: AbortSignal,
): Promise<{ total: number; items: WindowChange[] }> =>
  get('conflicts/window', { state, limit: 300 }, signal)
export const decideWindow = (
  source: string,
  ids: number[],
  deed: 'approve' | 'drop',
  reason: string,
): Promise<{ changed: number }> => send('POST', 'conflicts/window', { source, ids, deed, reason })
export const exportWindow = (source: string, name: string): Promise<void> =>
  download('conflicts/window/export', { source, format: 'xlsx' }, `${name}.xlsx`)
