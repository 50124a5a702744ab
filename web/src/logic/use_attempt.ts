// Something a person asks for: busy while it runs; what the server says against it stays to be read.
import { ref, type Ref } from 'vue'
import { ApiProblem } from '@/api/http'

export interface Attempt {
  busy: Ref<boolean>
  refusal: Ref<string>
  attempt: (work: () => Promise<void>) => Promise<void>
}

export function useAttempt(): Attempt {
  const busy = ref(false)
  const refusal = ref('')
  async function attempt(work: () => Promise<void>): Promise<void> {
    busy.value = true
    refusal.value = ''
    try {
      await work()
    } catch (failure) {
      refusal.value = failure instanceof ApiProblem ? failure.detail : String(failure)
    }
    busy.value = false
  }
  return { busy, refusal, attempt }
}
