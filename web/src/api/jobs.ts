// Work that goes on beside the page: begun with a file, followed by server-sent events, or asked for again and again
// where those do not come through.
import { addressOf, get, send, upload } from './http'
import type { ImportQuery, ImportReport } from './import'

export interface Job {
  job: number
  title: string
  state: 'running' | 'done' | 'failed' | 'cancelled'
  what: string
  rows: number
  percent: number
  answer: ImportReport | null
  problem: { code: string; detail: string } | null
}
export const beginImport = (query: ImportQuery, file: File): Promise<{ job: number }> =>
  upload('jobs/import', { ...query }, file)
export const resumeBatch = (batch: number, reason: string): Promise<{ job: number }> =>
  send('POST', `batches/${batch}/resume`, { reason })
export const cancelBatch = (batch: number, reason: string): Promise<unknown> =>
  send('POST', `batches/${batch}/cancel`, { reason })
export const cancelJob = (job: number): Promise<unknown> => send('POST', `jobs/${job}/cancel`)
const readJob = (job: number): Promise<Job> => get(`jobs/${job}`)

const askedEvery = 500
const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => window.setTimeout(resolve, milliseconds))

async function askUntilEnded(job: number, tell: (status: Job) => void): Promise<Job> {
  for (;;) {
    const status = await readJob(job)
    tell(status)
    if (status.state !== 'running') return status
    await wait(askedEvery)
  }
}

// Answers when the job has ended; `tell` is called as it goes on.
export function followJob(job: number, tell: (status: Job) => void): Promise<Job> {
  if (typeof EventSource === 'undefined') return askUntilEnded(job, tell)
  return new Promise((resolve, reject) => {
    const events = new EventSource(addressOf(`jobs/${job}/events`))
    events.addEventListener('status', (event) => {
      const status = JSON.parse((event as MessageEvent<string>).data) as Job
      tell(status)
      if (status.state === 'running') return
      events.close()
      resolve(status)
    })
    events.addEventListener('error', () => {
      events.close()
      askUntilEnded(job, tell).then(resolve, reject)
    })
  })
}
