// The desk of the made-up county: a store without accounts, one register, its ledger.
import * as answers from './answers.mjs'

const registersRead = ['household', 'person']
export const session = {
  accounts: false,
  signed_in: false,
  csrf: 'mock',
  county: '新田县',
  may: {
    read: registersRead,
    export: registersRead,
    record: registersRead,
    review: registersRead,
    withdraw: registersRead,
    reveal: registersRead,
  },
}

const words = {
  zh: { household: '农户', person: '家庭成员', head: '户主姓名', key: '户编号', size: '人口' },
  en: { household: 'Household', person: 'Person', head: 'Head', key: 'Household number', size: 'Size' },
}
const field = (name, title, type) => ({ name, title, type, unit: '', masked: false, codes: [] })

export const registers = (language) =>
  registersRead.map((register) => ({
    register,
    title: words[language][register],
    label: 'head',
    export: true,
    key: ['key'],
    fields: [
      field('key', words[language].key, 'text'),
      field('head', words[language].head, 'text'),
      field('size', words[language].size, 'integer'),
    ],
  }))

export function records(register, query, language) {
  const page = answers.listHouseholds(
    { q: query.q, area: query.area, after: query.after, limit: query.limit },
    language,
  )
  return {
    total: page.total,
    next: page.next,
    columns: ['key', 'head', 'size'],
    items: page.items.map((item, i) => ({
      id: i + 1,
      key: item.key,
      household: item.key,
      place: item.place,
      cells: [item.key, item.head, String(item.size)],
    })),
  }
}

export const events = {
  total: 1,
  all: true,
  next: null,
  items: [
    {
      event: 1,
      time: '2021-01-09T02:24:00.000000Z',
      actor: 'zhang',
      role: '',
      from: 'office',
      reason: '',
      kind: 'init',
      subject: 'county 431128',
      details: '{}',
    },
  ],
}

export function finding(id, language) {
  const found = answers
    .listFindings({ state: 'all', limit: 100000 }, language)
    .items.find((one) => one.id === id)
  const title = language === 'en' ? 'Assign' : '交办'
  return found && { finding: found, person: '', possible: [{ deed: 'assign', title }], history: [] }
}

const nothing = { open: 0, assigned: 0, rectified: 0, verified: 0, closed: 0, late: 0, hard: 0, older: 0 }
export const stuck = {
  area: '431128',
  place: '新田县',
  on: '2020-12-31',
  total: { area: '431128', name: '', oldest_days: 0, ...nothing },
  areas: [],
  owners: [],
  steps: [],
}
