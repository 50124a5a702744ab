// Findings: what is wrong with whom, paged by key.
import { get, send } from './http'
import type { Severity } from './rules'

export type FindingState = 'open' | 'assigned' | 'rectified' | 'verified' | 'closed'

export interface Finding {
  id: number
  rule: string
  title: string
  register: string
  subject: string
  label: string
  household: string | null
  period: string
  area: string
  place: string
  state: FindingState
  severity: Severity
  opened: string
  due: string
  closed: string | null
  times_reopened: number
  owner: string
  message: string
}

export interface FindingPage {
  total: number
  next: number | null
  items: Finding[]
}

export interface FindingQuery {
  rule: string
  area: string
  register: string
  severity: string
  state: string
  q: string
}

export const readFindings = (
  query: Partial<FindingQuery>,
  after: number | null,
  limit: number,
  signal?: AbortSignal,
): Promise<FindingPage> => get('findings', { ...query, after, limit }, signal)

export interface Deed {
  deed: string
  title: string
}
export interface FindingEntry {
  deed: string
  title: string
  by: string
  at: string
  on: string
  to: string
  person: string
  reason: string
  measure: string
  evidence: string[]
  due: string | null
}
export interface OneFinding {
  finding: Finding
  person: string
  possible: Deed[]
  history: FindingEntry[]
}
export const readFinding = (id: number, signal?: AbortSignal): Promise<OneFinding> =>
  get(`findings/${id}`, {}, signal)

export interface FindingAct {
  ids: number[]
  deed: string
  on: string
  to: string
  measure: string
  reason: string
  due: string
  evidence: string[]
}
export const actOnFindings = (act: FindingAct): Promise<{ id: number; state: FindingState }[]> =>
  send('POST', 'findings/act', act)
