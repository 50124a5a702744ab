// Bringing a file in: looked at first, then staged or taken; what a batch says that is new.
import { download, get, send } from './http'

export interface ImportError {
  sheet: string
  row: number
  column: string
  value: string
  code: string
  refused: boolean
  message: string
}
export interface ImportBatch {
  batch: number
  file: string
  sheet: string
  source: string
  rows: number
  accepted: number
  rejected: number
  created: number
  updated: number
  unchanged: number
  linked: number
  conflicts: number
  state: string
  aside: string[]
  guesses: { header: string; column: string }[]
  errors_total: number
  errors: ImportError[]
}
export interface ImportReport {
  committed: boolean
  changed: number
  passed_over: { sheet: string; message: string }[]
  batches: ImportBatch[]
}
export type Mode = 'look' | 'stage' | 'take'
export interface ImportQuery {
  name: string
  mode: Mode
  map: string
  correction: string
  all: string
  valid_from: string
  reason: string
}
export const returnFile = (query: ImportQuery, file: File, name: string): Promise<void> =>
  download('import/returned', { ...query }, name, file, 'application/octet-stream')

export interface PreviewRow {
  kind: 'new' | 'changed' | 'conflicting' | 'refused'
  row: number
  key: string | null
  register: string | null
  changes: {
    field: string
    title: string
    before: string | null
    after: string | null
    believed: string | null
  }[]
  problems: string[]
}
export const previewBatch = (
  batch: number,
  kind: string,
  signal?: AbortSignal,
): Promise<{ batch: number; state: string; rows: PreviewRow[] }> =>
  get(`batches/${batch}/preview`, { kind, limit: 100 }, signal)
export const acceptBatch = (batch: number, reason: string): Promise<{ state: string }> =>
  send('POST', `batches/${batch}/accept`, { reason })
export const takeBackBatch = (batch: number, reason: string): Promise<{ state: string }> =>
  send('POST', `batches/${batch}/take-back`, { reason })
