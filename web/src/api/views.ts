// Lists kept under a name: one's own, and those the office shares.
import { get, send } from './http'

export interface View {
  id: number
  list: string
  name: string
  query: string
  shared: boolean
  own: boolean
  by: string
}
export const readViews = (list: string, signal?: AbortSignal): Promise<View[]> =>
  get('views', { list }, signal)
export const keepView = (
  list: string,
  name: string,
  query: string,
  shared: boolean,
): Promise<{ id: number }> => send('POST', 'views', { list, name, query, shared })
export const dropView = (id: number): Promise<unknown> => send('DELETE', `views/${id}`)
