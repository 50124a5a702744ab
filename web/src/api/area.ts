// One area at a glance with those below it; the county's own map; the pack's statistics and reports.
import { get, send, upload } from './http'
import type { Severity } from './rules'

export interface AreaTotals {
  households: number
  registered: number
  exited: number
  monitored: number
  persons: number
  open: number
  hard: number
}
export interface AreaBelow extends AreaTotals {
  area: string
  name: string
}
export interface AreaFile {
  area: string
  name: string
  path: string
  as_of: string
  totals: AreaTotals
  way: { area: string; name: string }[]
  below: AreaBelow[]
  rules: { rule: string; title: string; severity: Severity; open: number }[]
}
export interface AreaMap {
  approval: string
  shapes: { area: string; rings: [number, number][][] }[]
  unknown: string[]
}
export interface StatisticHead {
  id: string
  title: string
  definition: string
  unit: string
  source: string
  years: number
  groups: number
}
export interface Figure {
  as_of: string
  area: string
  name: string
  groups: string[]
  value: number | null
  rows: number
  left_out: number
  base: number
}
export interface Statistic extends StatisticHead {
  figures: Figure[]
}
export interface ReportHead {
  name: string
  title: string
  every: string
  last: string
}
export interface Report {
  name: string
  title: string
  period: string
  area: string
  ranks: boolean
  header: string[]
  lines: { area: string; all: boolean; cells: string[] }[]
  notes: string[]
}

export const readArea = (area: string, signal?: AbortSignal): Promise<AreaFile> =>
  get('area', { area }, signal)
export const readMap = (signal?: AbortSignal): Promise<AreaMap> => get('map', {}, signal)
export const keepMap = (file: File, approval: string): Promise<AreaMap> =>
  upload('map', { approval }, file)
export const dropMap = (): Promise<AreaMap> => send('DELETE', 'map')
export const readStatistics = (signal?: AbortSignal): Promise<StatisticHead[]> =>
  get('statistics', {}, signal)
export const readStatistic = (id: string, by: string, signal?: AbortSignal): Promise<Statistic> =>
  get(`statistics/${encodeURIComponent(id)}`, { by }, signal)
export const readReports = (signal?: AbortSignal): Promise<ReportHead[]> => get('reports', {}, signal)
export const readReport = (
  name: string,
  period: string,
  area: string,
  signal?: AbortSignal,
): Promise<Report> => get(`reports/${encodeURIComponent(name)}`, { period, area }, signal)
