// Today's worklist of whoever is signed in, and of whoever leads an area.
import type { Finding } from './findings'
import { get } from './http'

export interface WorkItem {
  why: 'late' | 'returned' | 'due' | 'overseen' | 'to_verify' | 'to_assign'
  returned: number
  level: number
  finding: Finding
}
export interface WaitingStep {
  procedure: string
  step: string
  cases: number
  since: string
}
export interface Work {
  on: string
  person: { name: string; unit: string } | null
  mine?: number
  late?: number
  overseen?: number
  to_verify?: number
  to_assign?: number
  items?: WorkItem[]
  owed?: { period: string; what: 'visits' | 'nights'; quota: number; done: number }[]
  steps?: WaitingStep[]
  notices?: { case: number; label: string; until: string }[]
}
export interface Stuck {
  area: string
  name: string
  open: number
  assigned: number
  rectified: number
  verified: number
  closed: number
  late: number
  hard: number
  older: number
  oldest_days: number
}
export interface AreaWork {
  area: string
  place: string
  on: string
  total: Stuck
  areas: Stuck[]
  owners: Stuck[]
  steps: WaitingStep[]
}

export const readWork = (signal?: AbortSignal): Promise<Work> => get('work', {}, signal)
export const readAreaWork = (area: string, signal?: AbortSignal): Promise<AreaWork> =>
  get('work/area', { area }, signal)
