// Inspections: planned by lot, answered by questionnaire, what the answers come to; closures seen again.
import type { Finding } from './findings'
import { get, send, upload } from './http'

export interface Question {
  id: string
  title: string
  type: 'text' | 'code' | 'boolean' | 'integer' | 'number' | 'date'
  unit: string
  conditional: boolean
  codes: { code: string; title: string }[]
}
export interface Questionnaire {
  name: string
  title: string
  subject: string
  subject_title: string
  source: string
  questions: Question[]
  findings: { id: string; message: string; hard: boolean; due_days: number }[]
}
export interface Inspection {
  number: string
  month: string
  questionnaire: string
  title: string
  hidden: boolean
  day: string
  area: string
  place: string
  team: string
  due: boolean
  may_record: boolean
  members: string[]
}
export interface InspectionFile {
  inspection: Inspection
  today: string
  answers: { subject: string; label: string; answers: Record<string, string | number | boolean> }[]
  drawn: {
    draw: string
    key: string
    label: string
    place: string
    replacement: boolean
    answered: boolean
  }[]
  findings: Finding[]
}
export interface AnswerLook {
  subject: string
  label: string
  place: string
  unanswered: number
  questions: { id: string; asked: boolean | null; wrong: string }[]
  findings: { id: string; hard: boolean; message: string; due: string }[]
}
export interface Recorded {
  number: string
  answers: number
  unanswered: number
  not_asked: number
  raised: Finding[]
}
export interface Rate {
  id: string
  title: string
  unit: string
  part: number
  whole: number
  unknown: number
  limit: string
  source: string
  within: boolean | null
}
export interface Acceptance {
  questionnaire: string
  title: string
  planned: number
  due: number
  findings: number
  open: number
  rates: Rate[]
}
export interface TeamMember {
  team: string
  name: string
  unit: string
  avoids: string[]
}
export interface LookBack {
  month: string
  result: '' | 'holds' | 'false'
  by: string
  on: string
  may_judge: boolean
  finding: Finding
}
const of = (number: string): string => `inspections/${encodeURIComponent(number)}`

export const readQuestionnaires = (signal?: AbortSignal): Promise<Questionnaire[]> =>
  get('questionnaires', {}, signal)
export const readInspections = (month: string, signal?: AbortSignal): Promise<Inspection[]> =>
  get('inspections', { month }, signal)
export const planInspections = (plan: {
  month: string
  questionnaire: string
  level: string
  seed: string
  members: TeamMember[]
}): Promise<Inspection[]> => send('POST', 'inspections', plan)
export const readInspection = (number: string, signal?: AbortSignal): Promise<InspectionFile> =>
  get(of(number), {}, signal)
export const lookAtAnswers = (
  number: string,
  subject: string,
  answers: Record<string, string>,
): Promise<AnswerLook> => send('POST', `${of(number)}/look`, { subject, answers })
export const recordAnswers = (
  number: string,
  subject: string,
  answers: Record<string, string>,
): Promise<Recorded> => send('POST', `${of(number)}/answers`, { subject, answers })
export const recordTable = (number: string, file: File): Promise<Recorded> =>
  upload(`${of(number)}/table`, { name: file.name }, file)
export const readAcceptance = (month: string, signal?: AbortSignal): Promise<Acceptance[]> =>
  get('acceptance', { month }, signal)
export const readLookBacks = (month: string, signal?: AbortSignal): Promise<LookBack[]> =>
  get('look-backs', { month }, signal)
export const drawLookBacks = (month: string, percent: number, seed: string): Promise<LookBack[]> =>
  send('POST', 'look-backs', { month, percent, seed })
export const judgeLookBack = (
  finding: number,
  result: 'holds' | 'false',
  reason: string,
): Promise<LookBack[]> => send('POST', `look-backs/${finding}`, { result, reason })
