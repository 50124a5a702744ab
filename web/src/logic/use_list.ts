// A long list read page by page by key. Another filter or language starts it anew.
import {
  computed,
  onScopeDispose,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue'
import { useI18n } from 'vue-i18n'
import { ApiProblem } from '@/api/http'

export interface Page<Item, Key> {
  total: number
  next: Key | null
  items: Item[]
}

export interface List<Item> {
  items: ShallowRef<Item[]>
  total: Ref<number>
  loading: Ref<boolean>
  fresh: Ref<boolean>
  more: ComputedRef<boolean>
  problem: ShallowRef<ApiProblem | null>
  readMore: () => Promise<void>
  restart: () => Promise<void>
}

export function useList<Item, Key, Query>(
  query: () => Query | null,
  read: (query: Query, after: Key | null, signal: AbortSignal) => Promise<Page<Item, Key>>,
): List<Item> {
  const { locale } = useI18n()
  const items = shallowRef<Item[]>([])
  const next = shallowRef<Key | null>(null)
  const problem = shallowRef<ApiProblem | null>(null)
  const total = ref(0)
  const loading = ref(false)
  const fresh = ref(true) // nothing has been read for this filter yet
  let asking: AbortController | null = null

  async function readPage(after: Key | null): Promise<void> {
    const asked = query()
    if (asked === null) return
    asking?.abort()
    const own = new AbortController()
    asking = own
    loading.value = true
    try {
      const page = await read(asked, after, own.signal)
      if (own.signal.aborted) return
      items.value = after === null ? page.items : [...items.value, ...page.items]
      total.value = page.total
      next.value = page.next
      problem.value = null
    } catch (reason) {
      if (own.signal.aborted) return
      problem.value =
        reason instanceof ApiProblem ? reason : new ApiProblem(0, 'page_failed', '', String(reason))
    }
    fresh.value = false
    loading.value = false
  }

  async function restart(): Promise<void> {
    fresh.value = true
    items.value = []
    next.value = null
    await readPage(null)
  }

  async function readMore(): Promise<void> {
    if (!loading.value && next.value !== null) await readPage(next.value)
  }

  watch([locale, () => JSON.stringify(query())], () => void restart(), { immediate: true })
  onScopeDispose(() => asking?.abort())
  return {
    items,
    total,
    loading,
    fresh,
    more: computed(() => next.value !== null),
    problem,
    readMore,
    restart,
  }
}
