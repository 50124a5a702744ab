// Outlines in degrees brought onto a sheet of 1000 by 700: plain latitude and longitude, narrowed by the latitude,
// which is true enough for a county.
import type { AreaMap } from '@/api/area'

export interface Outline {
  area: string
  path: string
  x: number
  y: number
}

const width = 1000
const height = 700
const margin = 12

export function projected(shapes: AreaMap['shapes'], wanted: string[]): Outline[] {
  const chosen = shapes.filter((shape) => wanted.includes(shape.area))
  const points = chosen.flatMap((shape) => shape.rings.flat())
  if (points.length === 0) return []
  const ys = points.map((point) => point[1])
  const top = Math.max(...ys)
  const bottom = Math.min(...ys)
  const narrow = Math.cos((((top + bottom) / 2e5) * Math.PI) / 180)
  const xs = points.map((point) => point[0] * narrow)
  const left = Math.min(...xs)
  const right = Math.max(...xs)
  const scale = Math.min(
    (width - 2 * margin) / Math.max(right - left, 1),
    (height - 2 * margin) / Math.max(top - bottom, 1),
  )
  const at = ([x, y]: [number, number]): [number, number] => [
    Math.round((margin + (x * narrow - left) * scale) * 10) / 10,
    Math.round((margin + (top - y) * scale) * 10) / 10,
  ]
  return chosen.map((shape) => {
    const rings = shape.rings.map((ring) => ring.map(at))
    const all = rings[0] ?? []
    const middle = (of: 0 | 1): number =>
      (Math.min(...all.map((point) => point[of])) + Math.max(...all.map((point) => point[of]))) / 2
    return {
      area: shape.area,
      path: rings.map((ring) => `M${ring.map((point) => point.join(',')).join('L')}Z`).join(''),
      x: middle(0),
      y: middle(1),
    }
  })
}
