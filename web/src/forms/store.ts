// What is kept in this browser for one account: sheets that wait to be sent, drafts, forms that were opened. Each
// account has its own; nothing here is ever sent for another.
export interface KeptPhoto {
  field: string
  name: string
  file: Blob
}
export interface KeptSheet {
  id: string // the sheet's number
  form: string
  title: string
  key: string
  label: string
  place: string
  on: string
  answers: Record<string, string>
  typed: string[]
  photos: KeptPhoto[]
  made: string
  state: 'waiting' | 'sending' | 'sent' | 'refused'
  lines: string[] // why it was refused
  result?: { batch: number; typed: number; confirmed: number }
}

type Box = 'sheets' | 'drafts' | 'forms'

const opened = new Map<string, Promise<IDBDatabase>>()

function open(account: string): Promise<IDBDatabase> {
  const name = `jingzhun ${account}`
  const known = opened.get(name)
  if (known !== undefined) return known
  const made = new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      for (const box of ['sheets', 'drafts', 'forms']) request.result.createObjectStore(box)
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  opened.set(name, made)
  return made
}

async function ask<T>(
  account: string,
  box: Box,
  mode: IDBTransactionMode,
  make: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open(account)
  return new Promise<T>((resolve, reject) => {
    const transaction = database.transaction(box, mode)
    const request = make(transaction.objectStore(box))
    // Kept only when the transaction is done, not when the request is.
    transaction.oncomplete = () => resolve(request.result)
    transaction.onabort = transaction.onerror = () => reject(transaction.error)
  })
}

export const putInto = (account: string, box: Box, key: string, value: unknown): Promise<unknown> =>
  ask(account, box, 'readwrite', (store) => store.put(value, key))
export const takeFrom = <T>(account: string, box: Box, key: string): Promise<T | undefined> =>
  ask(account, box, 'readonly', (store) => store.get(key) as IDBRequest<T | undefined>)
export const dropFrom = (account: string, box: Box, key: string): Promise<unknown> =>
  ask(account, box, 'readwrite', (store) => store.delete(key))
export const allSheets = (account: string): Promise<KeptSheet[]> =>
  ask(account, 'sheets', 'readonly', (store) => store.getAll() as IDBRequest<KeptSheet[]>)
