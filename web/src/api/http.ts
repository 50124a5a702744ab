// One way to ask the server: GET, JSON, in the reader's language. A refusal becomes an ApiProblem.
import { currentLanguage } from '@/i18n'

export type QueryValue = string | number | undefined | null
export type Query = Record<string, QueryValue>

interface ProblemDocument {
  type?: string
  title?: string
  status?: number
  code?: string
  detail?: string
}

// What the server said (application/problem+json), or that it could not be reached (status 0).
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string

  constructor(status: number, code: string, title: string, detail: string) {
    super(title)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
    this.detail = detail
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
  return new ApiProblem(response.status, code, document.title ?? '', document.detail ?? '')
}

export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  let response: Response
  try {
    response = await fetch(addressOf(path, query), { signal, headers: { Accept: 'application/json' } })
  } catch (reason) {
    if (signal?.aborted) throw reason
    throw new ApiProblem(0, 'unreachable', '', '')
  }
  if (!response.ok) throw await problemOf(response)
  return (await response.json()) as T
}
