// The answers of a form while it is filled in: what is asked, what is wrong, what it cost. Conditions and checks are
// the server's own, run here by web/src/cel; what only the server can decide is left to it.
import type { Ask, Form } from '@/api/forms'
import { evaluate, type Facts, type Value } from '@/cel'

export type Answers = Record<string, string> // by field, as the server reads them; '' is none

type Notation = Record<string, unknown>

export const yes = 'yes'
export const no = 'no'

const patterns: Record<string, RegExp> = {
  integer: /^-?\d{1,15}$/,
  number: /^-?\d{1,12}(\.\d+)?$/,
  money: /^-?\d{1,13}(\.\d{1,2})?$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^([01]\d|2[0-3]):[0-5]\d$/,
}

export const isMalformed = (ask: Ask, answer: string): boolean =>
  answer !== '' && patterns[ask.type] !== undefined && !patterns[ask.type]?.test(answer)

// As a fact of the record; undefined: not known.
function factOf(ask: Ask, answer: string): Notation | undefined {
  if (answer === '' || isMalformed(ask, answer)) return undefined
  switch (ask.type) {
    case 'boolean':
      return { bool: answer === yes }
    case 'integer':
      return { int: answer }
    case 'number':
      return { double: answer }
    case 'money':
      return { money: answer }
    case 'date':
      return { date: answer }
    case 'codes':
    case 'areas':
      return { list: answer.split(' ').map((one) => ({ string: one })) }
    default:
      return { string: answer }
  }
}

export const asksOf = (form: Form): Ask[] => form.sections.flatMap((section) => section.asks)

// What stands there before anything is typed.
export function knownAnswers(form: Form): Answers {
  const answers: Answers = {}
  for (const ask of asksOf(form)) if (!ask.filled && ask.known !== null) answers[ask.field] = ask.known
  return answers
}

const isTrue = (value: Value): boolean => value.kind === 'bool' && value.value
const isFalse = (value: Value): boolean => value.kind === 'bool' && !value.value

export interface Standing {
  asked: Ask[]
  missing: string[] // required and not answered
  malformed: string[]
  refused: { field: string; message: string }[]
  remarks: { field: string; message: string }[]
  undecided: number // checks only the server can make
}

// The facts with the answers written among them.
function withAnswers(form: Form, answers: Answers): Facts {
  const [table, row] = form.facts.self
  const cells: Record<string, Notation> = { ...form.facts.tables[table]?.rows[row] }
  for (const ask of asksOf(form)) {
    if (ask.filled && ask.known === null) continue
    const fact = factOf(ask, ask.filled ? (ask.known ?? '') : (answers[ask.field] ?? ''))
    if (fact === undefined) delete cells[ask.field]
    else cells[ask.field] = fact
  }
  const tables = form.facts.tables.map((one, i) =>
    i === table ? { ...one, rows: one.rows.map((old, j) => (j === row ? cells : old)) } : one,
  )
  return { ...form.facts, tables }
}

export function standing(form: Form, answers: Answers): Standing {
  const facts = withAnswers(form, answers)
  const [table, row] = facts.self
  const cells = facts.tables[table]?.rows[row] ?? {}
  const now: Standing = {
    asked: [],
    missing: [],
    malformed: [],
    refused: [],
    remarks: [],
    undecided: 0,
  }
  for (const ask of asksOf(form)) {
    if (ask.filled) continue
    if (ask.when !== undefined && !isTrue(evaluate(ask.when, facts).value)) {
      delete cells[ask.field]
      continue
    }
    now.asked.push(ask)
    const answer = answers[ask.field] ?? ''
    if (ask.required && answer === '') now.missing.push(ask.field)
    if (isMalformed(ask, answer)) now.malformed.push(ask.field)
  }
  for (const check of form.checks) {
    const outcome = check.must === undefined ? null : evaluate(check.must, facts)
    if (outcome === null || outcome.unsupported !== undefined) now.undecided += 1
    else if (isFalse(outcome.value))
      (check.hard ? now.refused : now.remarks).push({ field: check.field, message: check.message })
  }
  return now
}

// What is sent: only what was asked and answered.
export function sentAnswers(now: Standing, answers: Answers): Answers {
  const sent: Answers = {}
  for (const ask of now.asked) if (answers[ask.field]) sent[ask.field] = answers[ask.field] as string
  return sent
}
