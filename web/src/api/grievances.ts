// Grievances: matters with the late ones first, taken in, assigned, answered, rated, sent up.
import { get, send } from './http'

export interface Matter {
  number: string
  on: string
  level: string
  level_title: string
  channel_title: string
  kind_title: string
  claimant: string
  anonymous: boolean
  household: string
  area: string
  place: string
  content: string
  reports: number
  repeats: number
  state: string
  state_title: string
  level_now: string
  level_now_title: string
  levels_up: number
  due: string
  late: number
  solved: boolean
  days: number
  finding: number | null
}
export interface MatterPage {
  total: number
  open: number
  late: number
  next: number | null
  items: Matter[]
}
export interface MatterQuery {
  state: string
  level: string
  channel: string
  kind: string
  area: string
  q: string
}
export interface Report {
  number: string
  on: string
  level_title: string
  channel_title: string
  kind_title: string
  claimant: string
  phone: string
  household: string
  content: string
  closed_on: string
  respondents: string[]
  satisfied: boolean | null
}
export interface MatterFile {
  matter: Matter
  person: string
  reports: Report[]
  about_you: boolean
  acts: ('assign' | 'answer' | 'rate')[]
  history: {
    deed: string
    title: string
    by: string
    on: string
    person: string
    reason: string
    measure: string
    evidence: string[]
  }[]
}
export interface NewReport {
  on: string
  channel: string
  level: string
  kind: string
  claimant: string
  phone: string
  area: string
  household: string
  respondents: string
  content: string
}
export interface Similar {
  standing: 'fresh' | 'repeat' | 'duplicate'
  matter: string
  likeness: number
  similar: {
    number: string
    matter: string
    on: string
    likeness: number
    claimant: string
    place: string
    content: string
    closed: boolean
  }[]
  households: string[]
}
export interface Taken {
  number: string
  matter: string
  standing: 'fresh' | 'repeat' | 'duplicate'
  likeness: number
  due: string
  finding: number
  household: string
  candidates: string[]
}
export interface LevelCounts {
  level: string
  title: string
  matters: number
  reports: number
  repeated: number
  open: number
  late: number
  oldest_days: number
  solved: number
  days_median: number
  days_longest: number
  satisfied: number
  rated: number
}
export interface Person {
  record: number
  name: string
  post: string
  unit: string
}
const of = (number: string): string => `grievances/${encodeURIComponent(number)}`

export const readMatters = (
  query: MatterQuery,
  after: number | null,
  limit: number,
  signal?: AbortSignal,
): Promise<MatterPage> => get('grievances', { ...query, after, limit }, signal)
export const readMatter = (number: string, signal?: AbortSignal): Promise<MatterFile> =>
  get(of(number), {}, signal)
export const readCounts = (area: string, signal?: AbortSignal): Promise<LevelCounts[]> =>
  get('grievances/report', { area }, signal)
export const readPersons = (signal?: AbortSignal): Promise<Person[]> =>
  get('grievances/persons', {}, signal)
export const findSimilar = (report: NewReport): Promise<Similar> =>
  send('POST', 'grievances/similar', report)
export const takeIn = (report: NewReport): Promise<Taken> => send('POST', 'grievances', report)
export const takeUp = (): Promise<{ numbers: string[] }> => send('POST', 'grievances/take-up')
export const sendLateUp = (): Promise<{ numbers: string[] }> => send('POST', 'grievances/escalate')
export const actOnMatter = (
  number: string,
  act: {
    act: 'assign' | 'answer' | 'rate'
    to?: number
    answer?: string
    evidence?: string[]
    satisfied?: boolean
    reason?: string
  },
): Promise<{ number: string; state: string; state_title: string; due: string }> =>
  send('POST', `${of(number)}/act`, act)
