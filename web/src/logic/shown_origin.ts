// The one value whose source is shown now, and where on the screen it stands.
import { shallowRef } from 'vue'
import type { Origin } from '@/api/households'

export interface Shown {
  title: string
  text: string
  origin: Origin | null
  box: DOMRect
  anchor: HTMLElement
  pinned: boolean
}

export const shown = shallowRef<Shown | null>(null)

export function showOrigin(next: Omit<Shown, 'box'>): void {
  if (!next.pinned && shown.value?.pinned) return
  shown.value = { ...next, box: next.anchor.getBoundingClientRect() }
}

export function hideOrigin(anchor?: HTMLElement): void {
  if (anchor !== undefined && (shown.value?.pinned || shown.value?.anchor !== anchor)) return
  shown.value = null
}
