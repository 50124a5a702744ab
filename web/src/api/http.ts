// One way to ask the server: JSON, in the reader's language. A refusal becomes an ApiProblem. Writes carry the
// token of the session, and an id of their own, so that sending one twice does it once.
import { currentLanguage } from '@/i18n'

export type QueryValue = string | number | undefined | null
export type Query = Record<string, QueryValue>

interface ProblemDocument {
  type?: string
  title?: string
  status?: number
  code?: string
  detail?: string
  refused?: { problems: { message: string; message_en: string }[] }[]
}

// What the server said (application/problem+json), or that it could not be reached (status 0).
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly lines: string[] // each thing that is in the way; the detail where there is one

  constructor(status: number, code: string, title: string, detail: string, lines: string[] = []) {
    super(title)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
    this.detail = detail
    this.lines = lines.length > 0 ? lines : [detail === '' ? code : detail]
  }
}

export function addressOf(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value))
  parameters.set('lang', currentLanguage())
  return `/api/${path}?${parameters.toString()}`
}

async function problemOf(response: Response): Promise<ApiProblem> {
  let document: ProblemDocument = {}
  try {
    document = (await response.json()) as ProblemDocument
  } catch {
    // Not JSON: a proxy in between answered. The status is all there is.
  }
  const code = document.code ?? `http_${response.status}`
  const lines = (document.refused ?? []).flatMap((one) =>
    one.problems.map((problem) => (currentLanguage() === 'en' ? problem.message_en : problem.message)),
  )
  const detail = document.detail ?? [...new Set(lines)].join(' ')
  return new ApiProblem(response.status, code, '', detail, [...new Set(lines)])
}

// The token that only our own pages can read; told by the session.
let pageToken = ''
export const setPageToken = (token: string): void => void (pageToken = token)

// Called when the server no longer knows who we are.
let onSignedOut = (): void => undefined
export const whenSignedOut = (call: () => void): void => void (onSignedOut = call)

async function ask(path: string, query: Query, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(addressOf(path, query), { credentials: 'same-origin', ...init })
  } catch (reason) {
    if (init.signal?.aborted) throw reason
    throw new ApiProblem(0, 'unreachable', '', '')
  }
  if (response.ok) return response
  const problem = await problemOf(response)
  if (problem.code === 'session_wanted') onSignedOut()
  throw problem
}

export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const response = await ask(path, query, { signal, headers: { Accept: 'application/json' } })
  return (await response.json()) as T
}

export const newId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const writing = (type: string, id = newId()): Record<string, string> => ({
  'Content-Type': type,
  'X-CSRF-Token': pageToken,
  'Idempotency-Key': id,
})

export async function send<T>(
  method: 'POST' | 'DELETE',
  path: string,
  body: unknown = {},
  query: Query = {},
  id?: string,
): Promise<T> {
  const response = await ask(path, query, {
    method,
    headers: writing('application/json', id),
    body: JSON.stringify(body),
  })
  return (await response.json()) as T
}

export async function upload<T>(path: string, query: Query, file: Blob): Promise<T> {
  const response = await ask(path, query, {
    method: 'POST',
    headers: writing('application/octet-stream'),
    body: file,
  })
  return (await response.json()) as T
}

// An answer that is a file, saved under that name.
export async function download(
  path: string,
  query: Query,
  name: string,
  body: BodyInit = '{}',
  type = 'application/json',
): Promise<void> {
  const response = await ask(path, query, { method: 'POST', headers: writing(type), body })
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
