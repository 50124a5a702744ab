// Findings: what is wrong with whom, paged by key.
import { get } from './http'
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
