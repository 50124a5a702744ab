// What is to be explained: one rule of one record, in one period where it is a duty.
import type { Finding } from '@/api/findings'

export interface Question {
  register: string
  key: string
  rule: string
  title: string
  period: string
}

export const questionOf = (finding: Finding): Question => ({
  register: finding.register,
  key: finding.subject,
  rule: finding.rule,
  title: finding.title,
  period: finding.period,
})
