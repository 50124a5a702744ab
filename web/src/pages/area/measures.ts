// By what areas are compared: always a share, so that the large ones are not worst for being large.
import type { AreaTotals } from '@/api/area'

export const measures = ['open', 'hard', 'registered', 'exited'] as const
export type Measure = (typeof measures)[number]

// The share's parts; whole 0: there is none.
export function partsOf(totals: AreaTotals, measure: Measure): { part: number; whole: number } {
  if (measure === 'exited') return { part: totals.exited, whole: totals.registered }
  if (measure === 'registered') return { part: totals.registered, whole: totals.households }
  return { part: totals[measure], whole: totals.households }
}

// For a hundred households; for exits of a hundred that are registered.
export function rateOf(totals: AreaTotals, measure: Measure): number | null {
  const { part, whole } = partsOf(totals, measure)
  return whole === 0 ? null : (part / whole) * 100
}
