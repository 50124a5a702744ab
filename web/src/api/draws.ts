// Random draws: sealed before the seed is known, drawn once, with everything one needs to repeat them.
import { addressOf, get, send } from './http'

export interface Draw {
  name: string
  title: string
  register: string
  seed_source: string
  seed_on: string
  sealed_on: string
  sealed_by: string
  position: number
  units: number
  plan_hash: string
  frame_hash: string
  seed: string
  drawn_on: string
  drawn_by: string
  result_hash: string
  ready: boolean
}
export interface Drawn {
  stage: number
  replacement: boolean
  key: string
  cluster: string
  place: string
  stratum: string
  chance: string
}
export interface DrawStep {
  seed: string
  i: number
  below: number
  number: number
  key: string
}
export interface DrawFile extends Draw {
  plan: string
  drawn: Drawn[]
  drawn_total: number
  repeated?: { frame_hash: string; result_hash: string; same: boolean }
  method?: string
  steps_total?: number
  steps?: DrawStep[]
}
const of = (name: string): string => `draws/${encodeURIComponent(name)}`

export const readDraws = (signal?: AbortSignal): Promise<Draw[]> => get('draws', {}, signal)
export const readDraw = (name: string, signal?: AbortSignal): Promise<DrawFile> =>
  get(of(name), {}, signal)
export const sealDraw = (plan: string): Promise<Draw> => send('POST', 'draws', { plan })
export const runDraw = (name: string, seed: string): Promise<Draw> =>
  send('POST', `${of(name)}/seed`, { seed })
export const drawFile = (name: string, file: 'plan' | 'frame' | 'result'): string =>
  addressOf(`${of(name)}/${file}`)
