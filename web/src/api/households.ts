// Households: the list, and one household with everything linked to it.
import { get } from './http'
import type { Finding } from './findings'
import type { RuleKind, Severity } from './rules'

export interface HouseholdItem {
  key: string
  head: string
  area: string
  place: string
  size: number
  kind: string
  status: string
  income_per_head: string | null
  open: number
  hard: number
}

export interface HouseholdPage {
  total: number
  next: string | null
  items: HouseholdItem[]
}

export interface HouseholdQuery {
  area: string
  q: string
  kind: string
  open: string
}

export interface Origin {
  source: string
  file: string
  sheet: string
  batch: number
  row: number
  valid_from: string | null
  recorded_at: string
}

export interface Fact {
  name: string
  title: string
  text: string
  unit: string
  origin: Origin | null
  hidden?: boolean // shown in part
}

export type Value = string | number | boolean | string[]

export interface RegisterRecord {
  register: string
  key: string
  area: string
  values: Record<string, Value>
  fields: Fact[]
}

// `about`: the member whom the record is linked to; null where it is the household itself.
export interface LinkedRecord {
  about: { key: string; name: string } | null
  record: RegisterRecord
}

export interface LinkedList {
  register: string
  title: string
  records: LinkedRecord[]
}

export type Answer = 'met' | 'unmet' | 'unknown' | 'not_applicable'

export interface RuleResult {
  rule: string
  title: string
  kind: RuleKind
  severity: Severity
  register: string
  subject: string
  label: string
  answer: Answer
  period: string
}

// A fact that a rule could not be decided without, and whose it is.
export interface MissingFact {
  title: string
  subject: string
  label: string
}

export interface HouseholdFile {
  id: number
  record: RegisterRecord
  place: string
  head: string
  as_of: string
  kind: 'registered' | 'general'
  size: number
  income_per_head: string | null
  members: RegisterRecord[]
  lists: LinkedList[]
  findings: Finding[]
  rules: RuleResult[]
  missing: MissingFact[]
}

export const readHouseholds = (
  query: Partial<HouseholdQuery>,
  after: string | null,
  limit: number,
  signal?: AbortSignal,
): Promise<HouseholdPage> => get('households', { ...query, after, limit }, signal)

export const readHousehold = (key: string, signal?: AbortSignal): Promise<HouseholdFile> =>
  get(`households/${encodeURIComponent(key)}`, {}, signal)
