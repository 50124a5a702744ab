// Languages: Chinese first, English whole. The choice stands in the browser and goes with every request.
import { createI18n } from 'vue-i18n'
import en from './locales/en.json'
import zh from './locales/zh.json'

export type Language = 'zh' | 'en'

const storageKey = 'jingzhun.language'

function firstLanguage(): Language {
  try {
    const kept = localStorage.getItem(storageKey)
    if (kept === 'zh' || kept === 'en') return kept
  } catch {
    // Storage may be forbidden; then the choice lives as long as the page.
  }
  return 'zh' // Chinese first, whatever the browser's own language; the switch is remembered
}

export const i18n = createI18n({
  legacy: false,
  locale: firstLanguage(),
  fallbackLocale: 'zh',
  messages: { zh, en },
})

export const currentLanguage = (): Language => i18n.global.locale.value as Language

export function setLanguage(language: Language): void {
  i18n.global.locale.value = language
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // As above.
  }
}

// The text of a code the pack may have extended: the code itself where the catalogue has none.
export function textOfCode(group: string, code: string): string {
  const key = `${group}.${code}`
  return i18n.global.te(key, currentLanguage()) ? i18n.global.t(key) : code
}
