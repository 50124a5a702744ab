// Imports: one batch is one sheet of one file.
import { get } from './http'

export interface Batch {
  batch: number
  file: string
  sheet: string
  source: string
  title: string
  state: string
  rows: number
  accepted: number
  rejected: number
  linked: number
  recorded_at: string
  actor: string
}

export const readBatches = (signal?: AbortSignal): Promise<Batch[]> => get('batches', {}, signal)
