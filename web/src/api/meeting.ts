// What a month's meeting needs: the agenda, the pack's bulletins.
import { get } from './http'

export interface AgendaSection {
  title: string
  header: string[]
  rows: string[][]
}
export interface Agenda {
  area: string
  place: string
  month: string
  sections: AgendaSection[]
}
export interface BulletinHead {
  name: string
  title: string
  every: string
  ranks: boolean
  source: string
}
export interface Bulletin {
  name: string
  title: string
  period: string
  area: string
  table: string[][] // header first
  notes: string[]
}

export const readAgenda = (area: string, month: string, signal?: AbortSignal): Promise<Agenda> =>
  get('agenda', { area, month }, signal)
export const readBulletins = (signal?: AbortSignal): Promise<BulletinHead[]> => get('bulletins', {}, signal)
export const readBulletin = (
  name: string,
  area: string,
  on: string,
  signal?: AbortSignal,
): Promise<Bulletin> => get(`bulletins/${name}`, { area, on }, signal)
