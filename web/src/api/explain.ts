// Why a rule says what it says of one record.
import { get } from './http'
import type { Answer, Origin } from './households'
import type { RuleKind } from './rules'

// One sub-expression with its value; `field` where it reads a fact.
export interface ExplainedNode {
  text: string
  value: string
  state: 'known' | 'unknown' | 'error'
  element?: string
  field?: string
  parts: ExplainedNode[]
}

export interface FactRead {
  register: string
  key: string
  label: string
  field: string
  title: string
  missing: boolean
  value: string
  origin: Origin | null
}

export interface Explanation {
  rule: string
  title: string
  kind: RuleKind
  answer: Answer
  period: string
  must_hold: boolean
  text: string
  source: string
  when: ExplainedNode | null
  must: ExplainedNode | null
  facts: FactRead[]
}

export interface Explanations {
  register: string
  key: string
  as_of: string
  rules: Explanation[]
}

export const readExplanation = (
  register: string,
  key: string,
  rule: string,
  signal?: AbortSignal,
): Promise<Explanations> =>
  get(`explain/${encodeURIComponent(register)}/${encodeURIComponent(key)}`, { rule }, signal)
