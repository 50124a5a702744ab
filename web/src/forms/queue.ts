// Sheets on their way: kept in the browser until the server says that it has them. A sheet carries its own number, so
// sending it again after a broken answer doubles nothing.
import { computed, shallowRef } from 'vue'
import { keepDocument } from '@/api/cases'
import { sendSheet } from '@/api/forms'
import { ApiProblem } from '@/api/http'
import { session } from '@/logic/session'
import { allSheets, dropFrom, putInto, type KeptSheet } from './store'

export const sheets = shallowRef<KeptSheet[]>([]) // plain: what Vue watches deeply cannot be stored
export const waiting = computed(() => sheets.value.filter((one) => one.state !== 'sent').length)
const account = (): string => session.value?.account ?? ''
let sending = false

async function keep(sheet: KeptSheet): Promise<void> {
  const plain = { ...sheet, answers: { ...sheet.answers }, typed: [...sheet.typed], lines: [...sheet.lines] }
  await putInto(account(), 'sheets', sheet.id, {
    ...plain,
    photos: sheet.photos.map((one) => ({ field: one.field, name: one.name, file: one.file })),
  })
  sheets.value = [plain, ...sheets.value.filter((one) => one.id !== sheet.id)].sort((a, b) =>
    a.made < b.made ? 1 : -1,
  )
}

// What was being sent when the page was closed waits again.
export async function readQueue(): Promise<void> {
  const kept = await allSheets(account())
  sheets.value = kept
    .map((one) => (one.state === 'sending' ? { ...one, state: 'waiting' as const } : one))
    .sort((a, b) => (a.made < b.made ? 1 : -1))
}

async function deliver(sheet: KeptSheet): Promise<void> {
  const answers = { ...sheet.answers }
  for (const photo of sheet.photos)
    answers[photo.field] = (await keepDocument(new File([photo.file], photo.name))).document
  const taken = await sendSheet(sheet.form, sheet.key, sheet.id, answers, sheet.typed, sheet.on)
  await keep({ ...sheet, state: 'sent', lines: [], photos: [], result: taken })
}

// Where the net or the sign-in is missing the sheet waits; where the server refuses it, it says why.
async function trySending(sheet: KeptSheet): Promise<boolean> {
  await keep({ ...sheet, state: 'sending', lines: [] })
  try {
    await deliver(sheet)
    return true
  } catch (failure) {
    const problem = failure instanceof ApiProblem ? failure : null
    const later = problem !== null && (problem.status === 0 || problem.status === 401 || problem.status >= 500)
    await keep({
      ...sheet,
      state: later ? 'waiting' : 'refused',
      lines: problem === null ? [String(failure)] : later ? [] : problem.lines,
    })
    return false
  }
}

export async function sendWaiting(): Promise<void> {
  if (sending) return
  sending = true
  try {
    for (const sheet of sheets.value.filter((one) => one.state === 'waiting'))
      if (!(await trySending(sheet))) break
  } finally {
    sending = false
  }
}

// Kept first, sent then.
export async function submit(sheet: KeptSheet): Promise<KeptSheet> {
  await keep(sheet)
  await sendWaiting()
  return sheets.value.find((one) => one.id === sheet.id) ?? sheet
}

export async function forget(id: string): Promise<void> {
  await dropFrom(account(), 'sheets', id)
  sheets.value = sheets.value.filter((one) => one.id !== id)
}

const everyHalfMinute = 30000
let started = false
export function keepSending(): void {
  if (started) return
  started = true
  window.addEventListener('online', () => void sendWaiting())
  window.setInterval(() => void sendWaiting(), everyHalfMinute)
}
