// The rules of the policy pack, as a document.
import { get } from './http'

export type RuleKind = 'indicator' | 'alert' | 'measure' | 'duty'
export type Severity = 'hard' | 'soft'

export interface Rule {
  rule: string
  title: string
  kind: RuleKind
  severity: Severity
  register: string
  when: string
  must: string
  must_hold: boolean
  source: string
  owner: string
  due_days: number
  message: string
}

export const readRules = (signal?: AbortSignal): Promise<Rule[]> => get('rules', {}, signal)
