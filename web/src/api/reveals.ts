// Broken glasses, and the auditor's list of everything that was revealed.
import { get, send } from './http'
import type { RegisterRecord } from './households'

export interface Glass {
  id: number
  register: string
  title: string
  record: number
  reason: string
  from: string
  until: string
  open: boolean
}
export interface ThroughGlass extends Glass {
  place: string
  shown: RegisterRecord
  members: RegisterRecord[]
}
export interface Reveal {
  event: number
  kind: 'reveal' | 'glass'
  time: string
  actor: string
  role: string
  from: string
  reason: string
  register: string
  title: string
  record: number
  place: string
  fields: string[]
  until: string
  reviews: { verdict: 'justified' | 'questioned'; by: string; note: string; at: string }[]
}
export interface RevealPage {
  total: number
  unreviewed: number
  next: number | null
  items: Reveal[]
}

export const breakGlass = (wanted: {
  register: string
  key: string
  reason: string
  minutes: number
}): Promise<Glass> => send('POST', 'glass', wanted)
export const readGlasses = (signal?: AbortSignal): Promise<Glass[]> => get('glass', {}, signal)
export const lookThrough = (id: number, signal?: AbortSignal): Promise<ThroughGlass> =>
  get(`glass/${id}`, {}, signal)
export const endGlass = (id: number): Promise<unknown> => send('POST', `glass/${id}/end`)
export const readReveals = (
  state: string,
  after: number | null,
  signal?: AbortSignal,
): Promise<RevealPage> => get('reveals', { state, after, limit: 50 }, signal)
export const reviewReveal = (
  event: number,
  verdict: 'justified' | 'questioned',
  note: string,
): Promise<unknown> => send('POST', `reveals/${event}/review`, { verdict, note })
