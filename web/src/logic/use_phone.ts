// Whether the screen is a phone's.
import { onScopeDispose, ref, type Ref } from 'vue'

export function usePhone(): Ref<boolean> {
  const query = window.matchMedia('(max-width: 767px)')
  const phone = ref(query.matches)
  const follow = (event: MediaQueryListEvent): void => void (phone.value = event.matches)
  query.addEventListener('change', follow)
  onScopeDispose(() => query.removeEventListener('change', follow))
  return phone
}
