// The stand-in's household page and explanations.
import * as world from './county.mjs'
import { findingJson, statusText } from './answers.mjs'
import { rules, sources } from './policy.mjs'

export const text = (language, zh, en) => (language === 'en' ? en : zh)

function originOf(source, row) {
  const [, , file, sheet] = sources[source]
  const batch = 12 - Object.keys(sources).indexOf(source)
  const dated = source.endsWith('survey') ? '2020-11-18' : null
  return { source, file, sheet, batch, row, valid_from: dated, recorded_at: '2021-01-09T02:24:41Z' }
}

function record(register, key, area, source, row, facts) {
  const fields = facts
    .filter((fact) => fact[2] !== null)
    .map(([name, title, shown, unit = '', from = source]) => ({
      name,
      title,
      text: String(shown),
      unit,
      origin: originOf(from, row),
    }))
  return {
    register,
    key,
    area,
    values: Object.fromEntries(fields.map((one) => [one.name, one.text])),
    fields,
  }
}

const relations = {
  head: ['户主', 'Head'],
  spouse: ['配偶', 'Spouse'],
  son: ['之子', 'Son'],
  daughter: ['之女', 'Daughter'],
  mother: ['之母', 'Mother'],
  grandson: ['之孙子', 'Grandson'],
}
const schooling = {
  at_school: ['在校', 'At school'],
  dropped_out: ['辍学', 'Dropped out'],
  not_of_age: ['不适龄', 'Not of school age'],
}

export function householdRecord(home, language) {
  const t = (zh, en) => text(language, zh, en)
  const row = Number(home.key.slice(-4)) + 2
  const roster = home.registered ? 'national_roster' : 'general_roster'
  const total = home.perHead * home.size
  const yes = (flag) => (flag ? t('是', 'Yes') : t('否', 'No'))
  const survey = home.surveyed
    ? [
        ['surveyed_on', t('核查日期', 'Date of the survey'), '2020-11-18'],
        ['surveyor', t('核查人', 'Surveyor'), '陈志强'],
        ['wage_income', t('工资性收入', 'Wage income'), (total * 0.62).toFixed(2), 'yuan/year'],
        [
          'business_income',
          t('生产经营性收入', 'Business income'),
          (total * 0.28).toFixed(2),
          'yuan/year',
        ],
        ['property_income', t('财产性收入', 'Property income'), (total * 0.04).toFixed(2), 'yuan/year'],
        ['transfer_income', t('转移性收入', 'Transfer income'), (total * 0.18).toFixed(2), 'yuan/year'],
        [
          'production_cost',
          t('生产经营性支出', 'Production cost'),
          (total * 0.12).toFixed(2),
          'yuan/year',
        ],
        ['house_grade', t('住房安全等级', 'Grade of the house'), home.houseGrade],
        ['house_area', t('住房面积', 'Area of the house'), 96, 'm2'],
        ['water_quantity_ok', t('水量达标', 'Water: quantity'), yes(true)],
        ['water_quality_ok', t('水质达标', 'Water: quality'), home.waterMissing ? null : yes(true)],
        [
          'water_access',
          t('取水方便程度', 'Water: convenience'),
          home.waterFar ? t('超过20分钟', 'More than 20 minutes') : t('入户', 'Piped to the house'),
        ],
        ['eats_enough', t('平常能吃得饱', 'Normally eats enough'), yes(true)],
        ['seasonal_clothes', t('有应季衣物', 'Clothes for the season'), yes(true)],
        ['satisfaction', t('满意度', 'Satisfaction, 1 to 5'), 5],
      ].map(([name, title, shown, unit]) => [name, title, shown, unit, 'household_survey'])
    : []
  return record('household', home.key, home.area, roster, row, [
    ['household_no', t('户编号', 'Household number'), home.key],
    ['head_name', t('户主姓名', 'Name of the head'), home.head],
    ['group', t('村民小组', 'Village group'), t('第3组', 'Group 3')],
    ['village', t('行政村', 'Village'), world.placeOf(home.area)],
    ['poverty_status', t('脱贫属性', 'Exit attribute'), statusText(home, language) || null],
    [
      'main_cause',
      t('主要致贫原因', 'Main cause of poverty'),
      home.cause ? text(language, home.cause[1], home.cause[2]) : null,
    ],
    [
      'size_roster',
      t('人数（系统）', 'Size, as registered'),
      home.registered ? home.size : null,
      'person',
    ],
    [
      'income_per_head_roster',
      t('人均纯收入（系统）', 'Net income per head, as registered'),
      home.registered ? `${home.roster}.00` : null,
      'yuan/person/year',
    ],
    ...survey,
  ])
}

function personRecord(home, person, index, language) {
  const t = (zh, en) => text(language, zh, en)
  const roster = home.registered ? 'national_roster' : 'general_roster'
  return record('person', person.key, home.area, roster, Number(home.key.slice(-4)) * 3 + index, [
    ['person_no', t('人编号', 'Person number'), person.key],
    ['name', t('姓名', 'Name'), person.name],
    ['identity', t('身份证号', 'Identity number'), person.identity],
    ['relation', t('与户主关系', 'Relation to the head'), t(...relations[person.relation])],
    ['ethnicity', t('民族', 'Ethnicity'), t('汉族', 'Han')],
    [
      'education',
      t('文化程度', 'Education'),
      person.age > 40 ? t('小学', 'Primary school') : t('初中', 'Junior secondary'),
    ],
    [
      'labour',
      t('劳动能力', 'Labour ability'),
      person.works ? t('普通劳动力', 'Ordinary labour') : t('无劳动力', 'None'),
    ],
    [
      'work_place',
      t('务工状况', 'Place of work'),
      person.works ? t('省外务工', 'Outside the province') : null,
    ],
    ['work_months', t('务工时间', 'Months of work'), person.works ? 9 : null, 'month'],
    [
      'health_survey',
      t('健康状况（核查）', 'Health, as surveyed'),
      person.healthy ? t('健康', 'Healthy') : t('长期慢性病', 'Chronic disease'),
      '',
      'member_survey',
    ],
    [
      'schooling',
      t('在校情况', 'Schooling, as surveyed'),
      t(...schooling[person.schooling]),
      '',
      'member_survey',
    ],
    [
      'insurance',
      t('基本医保', 'Basic medical insurance'),
      person.insured ? t('居民', 'Residents') : t('未参加', 'Not insured'),
      '',
      'member_survey',
    ],
  ])
}

function lists(home, language) {
  const t = (zh, en) => text(language, zh, en)
  const of = (register, title, source, rows) => ({
    register,
    title,
    records: rows.map(([person, facts], i) => ({
      about: person ? { key: person.key, name: person.name } : null,
      record: record(register, `${home.key}-${register}-${i}`, home.area, source, 11 + i, facts),
    })),
  })
  const found = [
    of(
      'pairing',
      t('结对帮扶', 'Pairing'),
      'pairings',
      home.paired
        ? [
            [
              null,
              [
                ['official_name', t('帮扶责任人', 'Official'), '骆光辉'],
                ['from', t('开始日期', 'From'), '2018-03-01'],
              ],
            ],
          ]
        : [],
    ),
    of(
      'visit',
      t('走访', 'Visits'),
      'visits',
      ['2020-12-06', '2020-11-08', '2020-10-11'].map((day) => [
        null,
        [
          ['official_name', t('干部姓名', 'Official'), '骆光辉'],
          ['on', t('日期', 'Date'), day],
          ['matter', t('事项', 'Matter'), t('核对收入与医保', 'Income and insurance checked')],
        ],
      ]),
    ),
    of(
      'measure',
      t('帮扶措施', 'Measures'),
      'measures',
      home.registered
        ? [
            [
              home.members[0],
              [
                ['kind', t('措施类别', 'Kind'), t('公益性岗位', 'Public-welfare job')],
                ['project', t('项目名称', 'Project'), t('护林员', 'Forest ranger')],
                ['amount', t('金额', 'Amount'), '4800.00', 'yuan'],
                ['on', t('实施日期', 'Date'), '2020-04-01'],
              ],
            ],
          ]
        : [],
    ),
    of(
      'insurance',
      t('医保参保', 'Medical insurance'),
      'medical_insurance',
      home.members
        .filter((one) => one.listed)
        .map((one) => [
          one,
          [
            ['kind', t('参保类型', 'Kind'), t('居民', 'Residents')],
            ['year', t('参保年度', 'Year'), 2020],
            ['status', t('参保状态', 'Status'), t('正常', 'Normal')],
          ],
        ]),
    ),
    of(
      'vehicle',
      t('机动车', 'Vehicle'),
      'vehicles',
      home.vehicle
        ? [
            [
              home.members[0],
              [
                ['plate_no', t('号牌号码', 'Plate number'), '湘M·00000'],
                ['kind', t('车辆类型', 'Kind of vehicle'), t('小型轿车', 'Car')],
                ['use', t('使用性质', 'Use'), t('非营运', 'Private')],
                ['registered_on', t('登记日期', 'Registered on'), '2019-05-20'],
              ],
            ],
          ]
        : [],
    ),
  ]
  return found.filter((list) => list.records.length > 0)
}

const resultOf = (rule, register, subject, label, answer, language) => ({
  rule: rule.rule,
  title: rule.title[language],
  kind: rule.kind,
  severity: rule.severity,
  register,
  subject,
  label,
  answer,
  period: '',
})

export function householdFile(key, language) {
  const home = world.householdByKey.get(key)
  if (!home) return null
  const results = rules.flatMap((rule) => {
    if (rule.register === 'household')
      return [resultOf(rule, 'household', key, home.head, world.answerOf(rule.rule, home), language)]
    if (rule.register !== 'person') return []
    return home.members.map((one) =>
      resultOf(rule, 'person', one.key, one.name, world.answerOf(rule.rule, home, one), language),
    )
  })
  const missing =
    home.surveyed && home.waterMissing
      ? [{ title: text(language, '水质达标', 'Water: quality'), subject: key, label: home.head }]
      : []
  return {
    id: 1,
    record: householdRecord(home, language),
    place: world.placeOf(home.area),
    head: home.head,
    as_of: world.asOf,
    kind: home.kind,
    size: home.size,
    income_per_head: home.surveyed ? home.perHead.toFixed(2) : null,
    members: home.members.map((one, i) => personRecord(home, one, i, language)),
    lists: lists(home, language),
    findings: world.findings
      .filter((one) => one.household.key === key)
      .map((one) => findingJson(one, language)),
    rules: results,
    missing,
  }
}
