// The stand-in's explanations: a tree of sub-expressions and the facts read.
import * as world from './county.mjs'
import { householdRecord, text } from './household_file.mjs'
import { rules } from './policy.mjs'

const leaf = (shown, value, field) => ({
  text: shown,
  value,
  state: value === 'unknown' ? 'unknown' : 'known',
  ...(field ? { field } : {}),
  parts: [],
})
const node = (shown, value, parts, element) => ({
  ...leaf(shown, value),
  ...(element ? { element } : {}),
  parts,
})

function tree(rule, home, answer) {
  const holds = answer === 'unknown' ? 'unknown' : String(rule.must_hold === (answer === 'met'))
  if (rule.rule.endsWith('income_below_line')) {
    const total = (home.perHead * home.size).toFixed(2)
    return node(rule.must, holds, [
      node('net_income_per_head', home.perHead.toFixed(2), [
        node(
          'net_income',
          total,
          ['wage_income', 'business_income', 'property_income', 'transfer_income', 'production_cost'].map(
            (name, i) =>
              leaf(name, (home.perHead * home.size * [0.62, 0.28, 0.04, 0.18, 0.12][i]).toFixed(2), name),
          ),
        ),
        leaf('size', String(home.size)),
      ]),
      leaf("line('exit')", '4000.00'),
    ])
  }
  if (rule.rule === 'unsafe_water')
    return node(rule.must, holds, [
      leaf('water_quantity_ok', 'true', 'water_quantity_ok'),
      leaf('water_quality_ok', home.waterMissing ? 'unknown' : 'true', 'water_quality_ok'),
      node("water_access != 'over_20_minutes'", String(!home.waterFar), [
        leaf('water_access', home.waterFar ? '"over_20_minutes"' : '"piped"', 'water_access'),
      ]),
    ])
  if (rule.rule === 'member_uninsured')
    return node(
      rule.must,
      holds,
      home.members.map((one) =>
        node(
          "m.insurance != 'uninsured'",
          String(one.insured),
          [leaf('m.insurance', one.insured ? '"resident"' : '"uninsured"', 'insurance')],
          one.name,
        ),
      ),
    )
  return node(rule.must, holds, [])
}

export function explanation(register, key, ruleId, language) {
  const home = world.householdByKey.get(register === 'household' ? key : key.slice(0, -2))
  const rule = rules.find((one) => one.rule === ruleId)
  if (!home || !rule) return null
  const person = home.members.find((one) => one.key === key)
  const answer = world.answerOf(ruleId, home, person)
  const names = {
    exited_income_below_line: /income|cost|poverty_status/,
    unsafe_water: /^water/,
    member_uninsured: /insurance/,
  }
  const pattern = names[ruleId] ?? /^(income_per_head_roster|.*_income|surveyed_on)$/
  const facts = householdRecord(home, language)
    .fields.filter((one) => pattern.test(one.name))
    .map((one) => ({
      register: 'household',
      key: home.key,
      label: home.head,
      field: one.name,
      title: one.title,
      missing: false,
      value: one.text,
      origin: one.origin,
    }))
  if (ruleId === 'unsafe_water' && home.waterMissing)
    facts.push({
      register: 'household',
      key,
      label: home.head,
      field: 'water_quality_ok',
      title: text(language, '水质达标', 'Water: quality'),
      missing: true,
      value: '',
      origin: null,
    })
  const applies = answer !== 'not_applicable'
  return {
    register,
    key,
    as_of: world.asOf,
    rules: [
      {
        rule: ruleId,
        title: rule.title[language],
        kind: rule.kind,
        answer,
        period: '',
        must_hold: rule.must_hold,
        text: rule.must,
        source: rule.source,
        when: rule.when ? node(rule.when, String(applies), []) : null,
        must: applies ? tree(rule, home, answer) : null,
        facts,
      },
    ],
  }
}
