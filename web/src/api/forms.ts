// Forms of the pack: which there are, one for a subject with what is known, a sheet sent.
import type { Facts, Tree } from '@/cel'
import { get, send } from './http'

export interface FormHead {
  form: string
  title: string
  subject: string
  states: string
  phone: boolean
}
export interface Ask {
  field: string
  title: string
  hint: string
  type: string
  unit: string
  required: boolean
  document: boolean
  codes?: { code: string; title: string }[]
  when?: Tree
  filled: boolean
  known: string | null
  shown: string
}
export interface FormCheck {
  must?: Tree
  message: string
  field: string
  hard: boolean
}
export interface YearOfSheets {
  year: number
  sheets: number
  asked: number
  typed: number
  confirmed: number
}
export interface Form {
  form: string
  title: string
  source: string
  phone: boolean
  on: string
  subject: { register: string; title: string; key: string; label: string; place: string }
  sections: { title: string; asks: Ask[] }[]
  checks: FormCheck[]
  facts: Facts
  years: YearOfSheets[]
}
export interface Taken {
  batch: number
  typed: number
  confirmed: number
  before: boolean
}

const path = (form: string, key: string): string => `forms/${form}/${encodeURIComponent(key)}`

export const readForms = (signal?: AbortSignal): Promise<FormHead[]> => get('forms', {}, signal)
export const readForm = (form: string, key: string, signal?: AbortSignal): Promise<Form> =>
  get(path(form, key), {}, signal)
// `sheet` is the sheet's own number: sent twice, it is taken once.
export const sendSheet = (
  form: string,
  key: string,
  sheet: string,
  answers: Record<string, string>,
  typed: string[],
  on: string,
): Promise<Taken> => send('POST', path(form, key), { sheet, answers, typed, on }, {}, sheet)
