// Which facts of a member stand in the table, in this order, as far as anybody has any of them.
import type { Fact, RegisterRecord } from '@/api/households'

// Two fields may state one fact from two sources: the first that is there is shown.
const wanted: string[][] = [
  ['relation'],
  ['sex'],
  ['birth'],
  ['identity'],
  ['ethnicity'],
  ['education'],
  ['schooling', 'school_stage'],
  ['health_survey', 'health_roster'],
  ['labour'],
  ['work_place'],
  ['work_months'],
  ['insurance', 'serious_illness_insurance'],
]

export interface MemberColumn {
  names: string[]
  title: string
}

export const factOf = (record: RegisterRecord, names: string[]): Fact | undefined =>
  names.map((name) => record.fields.find((fact) => fact.name === name)).find((fact) => fact !== undefined)

export function memberColumns(members: RegisterRecord[]): MemberColumn[] {
  return wanted.flatMap((names) => {
    const first = members.map((member) => factOf(member, names)).find((fact) => fact !== undefined)
    return first === undefined ? [] : [{ names, title: first.title }]
  })
}

export const nameOf = (record: RegisterRecord): string => factOf(record, ['name'])?.text ?? record.key
