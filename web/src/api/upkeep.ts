// Divisions, sessions, checkpoints, backups: what keeps a store.
import { get, send } from './http'

export interface ListedSession {
  id: string
  account: string
  from: string
  made_at: string
  used_at: string
  ends_at: string
  own: boolean
}
export interface Checkpoint {
  size: number
  origin: string
  code: string
  note: string
  key: string
  qr: string
  cosigned: { name: string; time: string }[]
}
export interface Backup {
  name: string
  bytes: number
  summary: { events: number; files: number; sound: boolean; checkpoint: string } | null
}

export interface Division {
  area: string
  name: string
  from: string
  to: string
  successor: string
}
export const readDivisions = (
  parent: string,
  signal?: AbortSignal,
): Promise<{ area: string; name: string; below: Division[] }> => get('divisions', { parent }, signal)
export const readSessions = (signal?: AbortSignal): Promise<ListedSession[]> =>
  get('sign-ins', {}, signal)
export const endSession = (id: string): Promise<unknown> => send('POST', `sign-ins/${id}/end`)
export const readCheckpoints = (signal?: AbortSignal): Promise<Checkpoint[]> =>
  get('checkpoints', {}, signal)
export const issueCheckpoint = (): Promise<Checkpoint> => send('POST', 'checkpoints')
export const readBackups = (signal?: AbortSignal): Promise<{ folder: string; items: Backup[] }> =>
  get('backups', {}, signal)
export const makeBackup = (reason: string): Promise<{ job: number; name: string }> =>
  send('POST', 'backups', { reason })
