// Three sizes of text for eyes of every age; the choice stays in the browser.
import { ref } from 'vue'

export const textSizes = ['normal', 'large', 'largest'] as const
export type TextSize = (typeof textSizes)[number]

const storageKey = 'jingzhun.text'
export const textSize = ref<TextSize>('normal')

export function setTextSize(size: TextSize): void {
  textSize.value = size
  document.documentElement.dataset.text = size
  try {
    localStorage.setItem(storageKey, size)
  } catch {
    // Storage may be forbidden; then the choice lives as long as the page.
  }
}

export function restoreTextSize(): void {
  try {
    const kept = textSizes.find((size) => size === localStorage.getItem(storageKey))
    if (kept !== undefined) setTextSize(kept)
  } catch {
    // As above.
  }
}

// Rows of long tables are measured in pixels; they grow with the text.
export const rowScale = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16
