// The county at a glance.
import { get } from './http'
import type { Batch } from './batches'
import type { RuleKind, Severity } from './rules'

export interface Totals {
  villages: number
  households: number
  registered: number
  exited: number
  general: number
  persons: number
  officials: number
  monitored: number
}

export interface RuleCount {
  rule: string
  title: string
  kind: RuleKind
  severity: Severity
  register: string
  met: number
  unmet: number
  unknown: number
  open: number
}

export interface TownshipCount {
  area: string
  name: string
  households: number
  registered: number
  persons: number
  open: number
  hard: number
}

export interface CauseCount {
  code: string
  title: string
  households: number
}

// Yuan per head and year; `to` is null in the last band, which is open.
export interface IncomeBand {
  from: number
  to: number | null
  registered: number
  general: number
}

export interface Summary {
  county: { code: string; name: string; path: string }
  as_of: string
  checked: boolean
  pack: { name: string; version: string }
  totals: Totals
  findings: { open: number; hard: number; soft: number; missing: number }
  rules: RuleCount[]
  townships: TownshipCount[]
  causes: CauseCount[]
  income: IncomeBand[]
  batches: Batch[]
}

export const readSummary = (signal?: AbortSignal): Promise<Summary> => get('summary', {}, signal)
