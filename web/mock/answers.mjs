// The stand-in's answers: the same documents as the server's, from the made-up county.
import * as world from './county.mjs'
import { missingRule, parameters, rules, sources } from './policy.mjs'

const isOpen = (finding) => finding.state !== 'closed'
const countOf = (list, test) => list.reduce((sum, one) => sum + (test(one) ? 1 : 0), 0)
const money = (value) => value.toFixed(2)

export function findingJson(finding, language) {
  const subject = finding.person ?? finding.household
  return {
    id: finding.id,
    rule: finding.rule.rule,
    title: finding.rule.title[language],
    register: finding.register,
    subject: subject.key,
    label: finding.person?.name ?? finding.household.head,
    household: finding.household.key,
    period: finding.period,
    area: finding.household.area,
    place: world.placeOf(finding.household.area),
    state: finding.state,
    severity: finding.rule.severity,
    opened: finding.opened,
    due: '2021-01-30',
    closed: finding.state === 'closed' ? '2021-01-12' : null,
    times_reopened: finding.id % 37 === 0 ? 1 : 0,
    owner: finding.rule.owner ?? 'village_official',
    message: world.messageOf(finding.rule, subject, language),
  }
}

export const batches = (language) =>
  Object.entries(sources).map(([source, [zh, en, file, sheet]], i) => ({
    batch: 12 - i,
    file,
    sheet,
    source,
    title: language === 'en' ? en : zh,
    state: 'accepted',
    rows: 9120 - i * 613,
    accepted: 9120 - i * 613 - (i % 4) * 3,
    rejected: (i % 4) * 3,
    linked: 8800 - i * 600,
    recorded_at: `2021-01-${String(12 - (i >> 1)).padStart(2, '0')}T0${i % 9}:2${i % 6}:41Z`,
    actor: 'demo',
  }))

function ruleCounts(language, line) {
  const counted = rules.map((rule) => {
    const answers = { met: 0, unmet: 0, unknown: 0 }
    const add = (answer) => {
      if (answer in answers) answers[answer] += 1
    }
    for (const household of world.households) {
      if (rule.register === 'household') add(world.answerOf(rule.rule, household, null, line))
      if (rule.register === 'person')
        for (const person of household.members) add(world.answerOf(rule.rule, household, person))
    }
    const open = countOf(world.findings, (one) => isOpen(one) && one.rule.rule === rule.rule)
    return {
      rule: rule.rule,
      title: rule.title[language],
      kind: rule.kind,
      severity: rule.severity,
      register: rule.register,
      ...answers,
      open,
    }
  })
  return counted.sort((a, b) => b.open - a.open)
}

function areaCounts(area) {
  const homes = world.households.filter((one) => one.area.startsWith(area))
  const found = world.findings.filter((one) => isOpen(one) && one.household.area.startsWith(area))
  return {
    households: homes.length,
    registered: countOf(homes, (one) => one.registered),
    persons: homes.reduce((sum, one) => sum + one.size, 0),
    open: found.length,
    hard: countOf(found, (one) => one.rule.severity === 'hard'),
  }
}

function income() {
  return Array.from({ length: 21 }, (_, band) => {
    const inside = world.households.filter(
      (one) => one.surveyed && Math.min(20, Math.floor(one.perHead / 1000)) === band,
    )
    return {
      from: band * 1000,
      to: band === 20 ? null : (band + 1) * 1000,
      registered: countOf(inside, (one) => one.registered),
      general: countOf(inside, (one) => !one.registered),
    }
  })
}

export function summary(language) {
  const open = world.findings.filter(isOpen)
  const missing = countOf(open, (one) => one.rule === missingRule)
  const hard = countOf(open, (one) => one.rule.severity === 'hard')
  const homes = world.households
  return {
    county: { ...world.county, path: world.county.name },
    as_of: world.asOf,
    checked: true,
    pack: {
      name: language === 'en' ? 'China: targeted poverty alleviation' : '中国：精准扶贫与防止返贫',
      version: '1.0.0',
    },
    totals: {
      villages: world.villages.length,
      households: homes.length,
      registered: countOf(homes, (one) => one.registered),
      exited: countOf(homes, (one) => one.status === 'exited'),
      general: countOf(homes, (one) => !one.registered),
      persons: homes.reduce((sum, one) => sum + one.size, 0),
      officials: 164,
      monitored: countOf(homes, (one) => one.monitored),
    },
    findings: { open: open.length - missing, hard, soft: open.length - hard - missing, missing },
    rules: ruleCounts(language),
    townships: world.townships.map((one) => ({
      area: one.area,
      name: one.name,
      ...areaCounts(one.area),
    })),
    causes: world.causes
      .map(([code, zh, en]) => ({
        code,
        title: language === 'en' ? en : zh,
        households: countOf(homes, (one) => one.cause?.[0] === code),
      }))
      .sort((a, b) => b.households - a.households),
    income: income(),
    batches: batches(language),
  }
}

export function areas(parent) {
  const children =
    parent.length === 6 ? world.townships : world.villages.filter((one) => one.parent === parent)
  return children.map(({ area, name, level }) => {
    const { households, open } = areaCounts(area)
    return { area, name, level, households, open }
  })
}

export function listFindings(query, language) {
  const fits = (one) =>
    (!query.rule || one.rule.rule === query.rule) &&
    (!query.area || one.household.area.startsWith(query.area)) &&
    (!query.register || one.register === query.register) &&
    (!query.severity || one.rule.severity === query.severity) &&
    (query.state === 'all' ||
      (!query.state || query.state === 'open' ? isOpen(one) : one.state === query.state)) &&
    (!query.q || JSON.stringify(findingJson(one, language)).includes(query.q))
  const found = world.findings.filter(fits)
  const rest = found.filter((one) => one.id > Number(query.after ?? 0))
  const page = rest.slice(0, Number(query.limit ?? 50))
  return {
    total: found.length,
    items: page.map((one) => findingJson(one, language)),
    next: rest.length > page.length ? page[page.length - 1].id : null,
  }
}

const status = {
  zh: { exited: '已脱贫', not_exited: '未脱贫', '': '' },
  en: { exited: 'Exited', not_exited: 'Not exited', '': '' },
}
export const statusText = (household, language) => status[language][household.status]

export function listHouseholds(query, language) {
  const openOf = (key, hard) =>
    countOf(
      world.findings,
      (one) => isOpen(one) && one.household.key === key && (!hard || one.rule.severity === 'hard'),
    )
  const found = world.households.filter(
    (one) =>
      (!query.area || one.area.startsWith(query.area)) &&
      (!query.kind || query.kind === 'all' || one.kind === query.kind) &&
      (!query.q || one.key.includes(query.q) || one.head.includes(query.q)) &&
      (query.open !== '1' || openOf(one.key) > 0),
  )
  const rest = query.after ? found.slice(found.findIndex((one) => one.key === query.after) + 1) : found
  const page = rest.slice(0, Number(query.limit ?? 50))
  return {
    total: found.length,
    next: rest.length > page.length ? page[page.length - 1].key : null,
    items: page.map((one) => ({
      key: one.key,
      head: one.head,
      area: one.area,
      place: world.placeOf(one.area),
      size: one.size,
      kind: one.kind,
      status: statusText(one, language),
      income_per_head: one.surveyed ? money(one.perHead) : null,
      open: openOf(one.key),
      hard: openOf(one.key, true),
    })),
  }
}

export const listRules = (language) =>
  rules.map((rule) => ({
    ...rule,
    title: rule.title[language],
    message: world.messageOf(rule, { key: '{household_no}' }, language),
  }))
export const listParameters = (language) =>
  parameters.map((one) => ({ ...one, title: one.title[language] }))

export function whatIf(set, by) {
  const asked = /^line\[purpose=exit\]=([0-9.]+)$/.exec(set)
  const line = asked ? Number(asked[1]) : 4000
  const brief = (list) => list.map(({ rule, met, unmet, unknown }) => ({ rule, met, unmet, unknown }))
  const places = by === 'village' ? world.villages : world.townships
  const differences = []
  for (const id of ['exited_income_below_line', 'unregistered_income_below_line'])
    for (const place of places) {
      const one = {
        area: place.area,
        name: place.name,
        rule: id,
        met: 0,
        unmet: 0,
        unknown: 0,
        newly_unmet: 0,
        newly_met: 0,
      }
      for (const household of world.households.filter((home) => home.area.startsWith(place.area))) {
        const before = world.answerOf(id, household, null, 4000)
        const after = world.answerOf(id, household, null, line)
        if (after in one) one[after] += 1
        if (before !== after) one[after === 'unmet' ? 'newly_unmet' : 'newly_met'] += 1
      }
      if (one.newly_met + one.newly_unmet > 0) differences.push(one)
    }
  return { before: brief(ruleCounts('zh', 4000)), after: brief(ruleCounts('zh', line)), by: differences }
}
