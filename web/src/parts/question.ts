// What is to be explained: one rule of one record.
import type { Finding } from '@/api/findings'

export interface Question {
  register: string
  key: string
  rule: string
  title: string
}

export const questionOf = (finding: Finding): Question => ({
  register: finding.register,
  key: finding.subject,
  rule: finding.rule,
  title: finding.title,
})
