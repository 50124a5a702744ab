// What another value of a parameter would change: counted, nothing written.
import { get } from './http'

export interface RuleOutcome {
  rule: string
  met: number
  unmet: number
  unknown: number
}

export interface AreaDifference extends RuleOutcome {
  area: string
  name: string
  newly_unmet: number
  newly_met: number
}

export interface WhatIf {
  before: RuleOutcome[]
  after: RuleOutcome[]
  by: AreaDifference[]
}

export const readWhatIf = (
  set: string,
  by: 'township' | 'village',
  signal?: AbortSignal,
): Promise<WhatIf> => get('what-if', { set, by }, signal)
