// Procedures of the pack and the cases that run by them.
import { get, send, upload } from './http'

export interface RecordField {
  name: string
  title: string
  title_en: string
  type: string
  optional: boolean
  private: boolean
}
export interface Procedure {
  name: string
  title: string
  title_en: string
  on: string
}
export interface CaseHead {
  case: number
  procedure: string
  title: string
  title_en: string
  register: string
  subject: string
  label: string
  area: string
  state: 'open' | 'done' | 'rejected' | 'withdrawn'
  step: string
  step_title: string
  step_title_en: string
  since: string
  opened: string
}
export interface CaseAct {
  number: number
  act: string
  step: string
  outcome: string
  on: string
  account: string
  person: string
  reason: string
  event: number
  records: { name: string; title: string; title_en: string; value: string }[]
}
export interface Case extends CaseHead {
  acts: CaseAct[]
  notices: {
    step: string
    from: string
    until: string
    standing: boolean
    text: string
    text_en: string
  }[]
  objections: { number: number; on: string; name: string; text: string; state: string; answer: string }[]
  needs: {
    step: string
    title: string
    title_en: string
    by_title?: string
    by_title_en?: string
    due: string | null
    whole_due: string | null
    notice_until: string | null
    late: boolean
    to_post: boolean
    open_objections: number
    records: RecordField[]
  } | null
}
export interface CaseQuery {
  procedure: string
  step: string
  area: string
  state: string
}
export interface CasePage {
  total: number
  next: number | null
  items: CaseHead[]
}
export interface Act {
  cases: number[]
  act?: string
  step?: string
  outcome?: string
  on: string
  reason: string
  records: Record<string, string>
  own?: Record<string, Record<string, string>>
  name?: string
  text?: string
  objection?: number
}
export const readProcedures = (signal?: AbortSignal): Promise<Procedure[]> =>
  get('procedures', {}, signal)
export const readCases = (
  query: CaseQuery,
  after: number | null,
  limit: number,
  signal?: AbortSignal,
): Promise<CasePage> => get('cases', { ...query, after, limit }, signal)
export const readCase = (id: number, signal?: AbortSignal): Promise<Case> =>
  get(`cases/${id}`, {}, signal)
export const openCase = (
  procedure: string,
  subject: string,
  on: string,
  area: string,
): Promise<CaseHead[]> => send('POST', 'cases', { procedure, subject, on, area })
export const keepDocument = (file: File): Promise<{ document: string }> =>
  upload('documents', { name: file.name }, file)
export const actOn = (act: Act): Promise<CaseHead[]> => send('POST', 'cases/act', act)
