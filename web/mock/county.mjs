// A small made-up county for the stand-in server: the same every time, nobody in it is real.
import { missingRule, rules } from './policy.mjs'

// A small generator of numbers in [0, 1), the same sequence for the same seed.
function numbers(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const county = { code: '431128', name: '新田县' }
export const asOf = '2020-12-31'

const townshipNames = [
  ['001', '龙泉街道'],
  ['002', '中山街道'],
  ['101', '金陵镇'],
  ['102', '骥村镇'],
  ['103', '枧头镇'],
  ['104', '新圩镇'],
  ['105', '石羊镇'],
  ['106', '新隆镇'],
  ['107', '三井镇'],
  ['108', '大坪塘镇'],
  ['109', '陶岭镇'],
  ['110', '金盆镇'],
  ['202', '门楼下瑶族乡'],
]
const villageStems = [
  '鱼游',
  '蛟龙塘',
  '刘家桥',
  '龙兴',
  '潮水铺',
  '梅湾',
  '上庄',
  '石甑源',
  '青龙',
  '潭田',
  '挂兰',
  '大湾',
]
const surnames = [...'王李张刘陈杨黄赵吴周徐孙胡朱高郑谢邓肖唐蒋骆雷']
const given = [
  '建国',
  '德明',
  '秀英',
  '桂兰',
  '志强',
  '春生',
  '玉珍',
  '光辉',
  '金莲',
  '家旺',
  '晓燕',
  '思远',
  '雨桐',
  '子涵',
  '海涛',
  '满秀',
]
export const causes = [
  ['illness', '因病', 'Illness', 30],
  ['disability', '因残', 'Disability', 17],
  ['no_skill', '缺技术', 'Lack of skill', 16],
  ['no_labour', '缺劳力', 'Lack of labour', 12],
  ['schooling', '因学', 'Schooling', 9],
  ['no_funds', '缺资金', 'Lack of funds', 8],
  ['no_motivation', '自身发展动力不足', 'Lack of own motivation', 5],
  ['disaster', '因灾', 'Disaster', 2],
  ['poor_transport', '交通条件落后', 'Poor transport', 1],
]

const pick = (random, list) => list[Math.floor(random() * list.length)]

function pickCause(random) {
  let left = random() * 100
  for (const cause of causes) {
    left -= cause[3]
    if (left < 0) return cause
  }
  return causes[0]
}

export const townships = townshipNames.map(([code, name]) => ({
  area: county.code + code,
  name,
  level: 'township',
}))
export const villages = townships.flatMap((township, t) =>
  Array.from({ length: 7 }, (_, v) => ({
    area: `${township.area}2${String(v).padStart(2, '0')}`,
    name: `${villageStems[(t * 5 + v) % villageStems.length]}村`,
    level: 'village',
    parent: township.area,
  })),
)
const villageName = new Map(villages.map((village) => [village.area, village.name]))
const townshipName = new Map(townships.map((township) => [township.area, township.name]))
export const placeOf = (area) =>
  county.name + (townshipName.get(area.slice(0, 9)) ?? '') + (villageName.get(area) ?? '')

function makePerson(random, household, index, surname) {
  const relation = ['head', 'spouse', 'son', 'daughter', 'mother', 'grandson'][index]
  const age = [52, 49, 24, 11, 76, 5][index] + Math.floor(random() * 6)
  const born = 2020 - age
  const month = String(1 + Math.floor(random() * 12)).padStart(2, '0')
  return {
    key: `${household}${String(index + 1).padStart(2, '0')}`,
    name: surname + pick(random, given),
    relation,
    age,
    birth: `${born}-${month}-12`,
    identity: `431199********${String(1000 + Math.floor(random() * 8999))}`,
    schooling: age > 5 && age < 16 ? (random() < 0.03 ? 'dropped_out' : 'at_school') : 'not_of_age',
    insured: random() > 0.02,
    listed: random() > 0.03,
    dead: random() < 0.004,
    badNumber: random() < 0.008,
    healthy: random() > 0.25,
    works: age >= 16 && age < 62,
  }
}

function makeHousehold(random, village, number) {
  const key = `${village.area}${String(number).padStart(4, '0')}`
  const surname = pick(random, surnames)
  const registered = random() < 0.42
  const size = 1 + Math.floor(random() * 6)
  const members = Array.from({ length: size }, (_, i) => makePerson(random, key, i, surname))
  const spread = random() + random() + random()
  const perHead = Math.round((registered ? 1800 + spread * 5200 : 3000 + spread * 8200) * 100) / 100
  const exited = registered && random() < 0.95
  return {
    key,
    area: village.area,
    head: members[0].name,
    members,
    registered,
    size,
    perHead,
    kind: registered ? 'registered' : 'general',
    status: registered ? (exited ? 'exited' : 'not_exited') : '',
    cause: registered ? pickCause(random) : null,
    monitored: random() < 0.03,
    surveyed: registered || random() < 0.6,
    roster: Math.round(perHead * (0.86 + random() * 0.28)),
    houseGrade: random() < 0.015 ? 'C' : random() < 0.35 ? 'B' : 'A',
    waterFar: random() < 0.02,
    waterMissing: random() < 0.012,
    vehicle: random() < 0.03,
    paired: random() > 0.02,
  }
}

const random = numbers(7)
export const households = villages.flatMap((village) =>
  Array.from({ length: 16 + Math.floor(random() * 22) }, (_, i) => makeHousehold(random, village, i + 1)),
)
export const householdByKey = new Map(households.map((household) => [household.key, household]))

// The answer of a rule for a household or a person; `line` is the income line to hold it against.
export function answerOf(id, household, person, line = 4000) {
  const unmet = (applies, wrong) => (!applies ? 'not_applicable' : wrong ? 'unmet' : 'met')
  switch (id) {
    case 'exited_income_below_line':
      return unmet(household.status === 'exited', household.perHead <= line)
    case 'unregistered_income_below_line':
      return unmet(!household.registered && household.surveyed, household.perHead <= line)
    case 'unsafe_house':
      return unmet(household.surveyed, household.houseGrade === 'C')
    case 'unsafe_water':
      if (household.surveyed && household.waterMissing) return 'unknown'
      return unmet(household.surveyed, household.waterFar)
    case 'child_not_at_school':
      return unmet(
        household.surveyed,
        household.members.some((one) => one.schooling === 'dropped_out'),
      )
    case 'member_uninsured':
      return unmet(
        household.surveyed,
        household.members.some((one) => !one.insured),
      )
    case 'registered_owns_vehicle':
      return unmet(household.registered, household.vehicle)
    case 'no_official_paired':
      return unmet(household.registered, !household.paired)
    case 'conflict_income':
      return unmet(household.registered, Math.abs(household.roster / household.perHead - 1) > 0.1)
    case 'conflict_insurance':
      return unmet(household.surveyed, person.insured && !person.listed)
    case 'deceased_member':
      return unmet(true, person.dead)
    case 'identity_number_invalid':
      return unmet(true, person.badNumber)
    default:
      return 'not_applicable'
  }
}

export const messageOf = (rule, subject, language) => {
  const who = subject.name ?? subject.key
  if (language === 'en') return `${rule.title.en}: ${who} does not meet this rule`
  return subject.name ? `${who} 不符合“${rule.title.zh}”` : `农户 ${who} 不符合“${rule.title.zh}”`
}

function collect() {
  const found = []
  const add = (rule, household, person, extra = {}) =>
    found.push({
      id: found.length + 1,
      rule,
      household,
      person,
      register: rule.register,
      state: found.length % 11 === 3 ? 'assigned' : found.length % 23 === 5 ? 'closed' : 'open',
      opened: '2020-12-31',
      period: '',
      ...extra,
    })
  for (const household of households) {
    for (const rule of rules) {
      if (rule.register === 'household' && answerOf(rule.rule, household) === 'unmet')
        add(rule, household, null)
      if (rule.register !== 'person') continue
      for (const person of household.members)
        if (answerOf(rule.rule, household, person) === 'unmet') add(rule, household, person)
    }
    if (household.surveyed && household.waterMissing) add(missingRule, household, null)
  }
  return found
}
export const findings = collect()
