// Something read from the server: its value, or why there is none. A newer question cancels the older one.
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { ApiProblem } from '@/api/http'

export interface Resource<T> {
  data: ShallowRef<T | null>
  problem: ShallowRef<ApiProblem | null>
  loading: Ref<boolean>
  reload: () => Promise<void>
}

const asProblem = (reason: unknown): ApiProblem =>
  reason instanceof ApiProblem ? reason : new ApiProblem(0, 'page_failed', '', String(reason))

// Reads at once, and again when the language or `question` changes; null asks nothing.
export function useResource<T, Q>(
  question: () => Q | null,
  read: (question: Q, signal: AbortSignal) => Promise<T>,
): Resource<T> {
  const { locale } = useI18n()
  const data = shallowRef<T | null>(null)
  const problem = shallowRef<ApiProblem | null>(null)
  const loading = ref(false)
  let asking: AbortController | null = null

  async function reload(): Promise<void> {
    asking?.abort()
    const asked = question()
    if (asked === null) return
    const own = new AbortController()
    asking = own
    loading.value = true
    try {
      const answer = await read(asked, own.signal)
      if (own.signal.aborted) return
      data.value = answer
      problem.value = null
    } catch (reason) {
      if (own.signal.aborted) return
      problem.value = asProblem(reason)
    }
    loading.value = false
  }

  watch([locale, () => JSON.stringify(question())], () => void reload(), { immediate: true })
  onScopeDispose(() => asking?.abort())
  return { data, problem, loading, reload }
}
