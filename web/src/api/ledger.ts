// The ledger of events, the newest first.
import { get } from './http'

export interface LoggedEvent {
  event: number
  time: string
  actor: string
  role: string
  from: string
  reason: string
  kind: string
  subject: string
  details: string
}
export interface EventPage {
  total: number
  all: boolean
  next: number | null
  items: LoggedEvent[]
}
export interface EventQuery {
  account: string
  kind: string
  subject: string
}
export const readEvents = (
  query: EventQuery,
  after: number | null,
  limit: number,
  signal?: AbortSignal,
): Promise<EventPage> => get('events', { ...query, after, limit }, signal)
