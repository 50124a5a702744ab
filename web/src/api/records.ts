// Registers of the pack and their records: lists, one record with its history, private fields revealed.
import { download, get, send } from './http'
import type { RegisterRecord } from './households'

export interface Code {
  code: string
  title: string
}
export interface Field {
  name: string
  title: string
  type: string
  unit: string
  masked: boolean
  codes: Code[]
}
export interface Register {
  register: string
  title: string
  label: string
  export: boolean
  key: string[]
  fields: Field[]
}
export const readRegisters = (signal?: AbortSignal): Promise<Register[]> => get('registers', {}, signal)

export interface RecordQuery {
  register: string
  columns: string
  area: string
  q: string
  where: string
  sort: string
}
export interface RecordItem {
  id: number
  key: string
  household: string | null
  place: string
  cells: string[]
}
export interface RecordPage {
  total: number
  next: number | null
  columns: string[]
  items: RecordItem[]
}
export const readRecords = (
  { register, ...query }: RecordQuery,
  after: number | null,
  limit: number,
  signal?: AbortSignal,
): Promise<RecordPage> =>
  get(`records/${encodeURIComponent(register)}`, { ...query, after, limit }, signal)

export const exportRecords = (
  { register, ...query }: RecordQuery,
  format: 'xlsx' | 'csv',
  name: string,
): Promise<void> =>
  download(`records/${encodeURIComponent(register)}/export`, { ...query, format }, `${name}.${format}`)

export interface OneRecord {
  id: number
  record: RegisterRecord
  place: string
  may_reveal: boolean
}
export const readRecord = (register: string, id: number, signal?: AbortSignal): Promise<OneRecord> =>
  get(`records/${encodeURIComponent(register)}/${id}`, {}, signal)

export interface Version {
  saying: 'first' | 'change' | 'correction'
  origin: { source: string; file: string; row: number; batch: number; recorded_at: string }
  actor: string
  reason: string
  valid_from: string | null
  valid_to: string | null
  counts: boolean
  fields: { name: string; title: string; text: string }[]
}
export const readHistory = (
  register: string,
  id: number,
  signal?: AbortSignal,
): Promise<{ versions: Version[] }> =>
  get(`records/${encodeURIComponent(register)}/${id}/history`, {}, signal)

export const revealRecord = (
  register: string,
  id: number,
  reason: string,
  field = '',
): Promise<{ record: RegisterRecord }> =>
  send('POST', `records/${encodeURIComponent(register)}/${id}/reveal`, { reason, field })

export const proveRecord = (register: string, id: number): Promise<void> =>
  download(`proof/${encodeURIComponent(register)}/${id}`, {}, `${register}-${id}.proof`)
