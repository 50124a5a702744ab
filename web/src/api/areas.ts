// The division tree, one level at a time. An area is a prefix: 431128 contains 431128103.
import { get } from './http'

export interface Area {
  area: string
  name: string
  level: string
  households: number
  open: number
}

export const readAreas = (parent: string, signal?: AbortSignal): Promise<Area[]> =>
  get('areas', { parent }, signal)
