// The one session of this page, read when it starts and after signing in or out.
import { computed, shallowRef } from 'vue'
import { setPageToken, whenSignedOut } from '@/api/http'
import { readSession, type Session } from '@/api/session'

export const session = shallowRef<Session | null>(null)

export async function refreshSession(): Promise<void> {
  const read = await readSession()
  setPageToken(read.csrf)
  session.value = read
}

whenSignedOut(() => void refreshSession())

// Nobody is asked who he is in a store without accounts.
export const settled = computed(() => {
  const now = session.value
  if (now === null) return false
  if (!now.accounts) return true
  return now.signed_in && !now.must_change_password && !now.must_set_up_code
})

// May the caller do it somewhere? To registers: to this one, or to any.
export function may(operation: string, register?: string): boolean {
  const right = session.value?.may?.[operation]
  if (right === undefined) return false
  if (typeof right === 'boolean') return right
  return register === undefined ? right.length > 0 : right.includes(register)
}

// Whole counts of an area are for whoever may read all of it: leaders, offices, inspectors.
export const leads = (): boolean => session.value?.leads === true
