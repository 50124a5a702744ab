// The screens the walk goes through: how to get there, what must be read there.

// `go(page, county)`; `see(t)`: texts that must be there, from the catalogue of the language.
export const screens = [
  {
    name: 'home',
    go: async (page) => {
      await page.goto('/')
      await page.settled()
      await page.waitForSelector('.chart svg')
    },
    see: (t) =>
      [
        'totals.villages',
        'totals.households',
        'totals.registered',
        'totals.exited',
        'totals.persons',
        'totals.monitored',
        'totals.open',
        'totals.hard',
        'home.by_rule',
        'home.by_township',
        'home.causes',
        'home.income',
        'home.imports',
      ].map(t),
  },
  {
    name: 'findings',
    go: async (page) => {
      await page.goto('/findings')
      await page.settled()
    },
    see: (t) => ['findings.title'].map(t),
  },
  {
    name: 'findings_of_a_rule',
    go: async (page, { rule, township }) => {
      await page.goto(`/findings?rule=${rule}&area=${township}`)
      await page.settled()
    },
    see: (t, { ruleTitle }) => [t('findings.title'), ruleTitle],
  },
  {
    name: 'finding',
    go: async (page, { rule, township }) => {
      await page.goto(`/findings?rule=${rule}&area=${township}`)
      await page.settled()
      await page.locator('.el-table-v2__row .message, .cards .card').first().click()
      await page.waitForSelector('.el-drawer .facts')
      await page.waitForTimeout(400)
    },
    see: (t) => ['findings.step', 'findings.do'].map(t),
  },
  {
    name: 'findings_none',
    go: async (page) => {
      await page.goto('/findings?q=no-such-thing-anywhere')
      await page.settled()
    },
    see: (t) => ['empty.findings', 'empty.findings_hint', 'common.clear'].map(t),
  },
  {
    name: 'meeting',
    go: async (page) => {
      await page.goto('/meeting')
      await page.settled()
    },
    see: (t) => ['meeting.title', 'meeting.stuck', 'meeting.agenda', 'meeting.bulletin'].map(t),
  },
  {
    name: 'households',
    go: async (page, { household }) => {
      await page.goto(`/households?open=1&q=${encodeURIComponent(household)}`)
      await page.settled()
    },
    see: (t, { head }) => [t('households.title'), head],
  },
  {
    name: 'household',
    go: async (page, { household }) => {
      await page.goto(`/households/${encodeURIComponent(household)}`)
      await page.settled()
    },
    see: (t, { head }) => [
      head,
      ...[
        'household.members',
        'household.facts',
        'household.findings',
        'household.rules',
        'household.income',
        'household.why',
      ].map(t),
    ],
  },
  {
    name: 'household_why',
    go: async (page, { household, ruleTitle }) => {
      await page.goto(`/households/${encodeURIComponent(household)}`)
      await page.settled()
      await page.locator(`.why[aria-label*="${ruleTitle}"]`).first().click()
      await page.waitForSelector('.node.root')
      await page.waitForTimeout(400)
    },
    see: (t) => ['explain.facts', 'explain.basis'].map(t),
  },
  {
    name: 'household_source',
    go: async (page, { household }) => {
      await page.goto(`/households/${encodeURIComponent(household)}`)
      await page.settled()
      await page.locator('.group .fact-value').nth(3).click()
      await page.waitForSelector('.origin-card')
    },
    see: (t) => ['origin.file', 'origin.batch', 'origin.recorded_at'].map(t),
  },
  {
    name: 'household_unknown',
    expectsRefusal: true,
    go: async (page) => {
      await page.goto('/households/0000000000000000')
      await page.waitForSelector('.problem-note')
    },
    see: (t) => ['common.retry'].map(t),
  },
  {
    name: 'records',
    go: async (page) => {
      await page.goto('/records/person')
      await page.settled()
    },
    see: (t) => ['records.arrange', 'records.xlsx', 'records.csv'].map(t),
  },
  {
    name: 'records_arranged',
    go: async (page) => {
      await page.goto('/records/household')
      await page.settled()
      await page.locator('.tools .button').first().click()
      await page.waitForSelector('.el-drawer legend')
      await page.waitForTimeout(400)
    },
    see: (t) => ['records.columns', 'records.views', 'records.add'].map(t),
  },
  {
    name: 'cases',
    go: async (page) => {
      await page.goto('/cases')
      await page.settled()
    },
    see: (t) => ['cases.title', 'cases.none', 'cases.open'].map(t),
  },
  {
    name: 'import',
    go: async (page) => {
      await page.goto('/import')
      await page.settled()
    },
    see: (t) => ['import.title', 'import.choose', 'import.batches'].map(t),
  },
  {
    name: 'inspections',
    go: async (page) => {
      await page.goto('/inspections/visits')
      await page.settled()
    },
    see: (t) => ['inspections.title', 'inspections.plan', 'inspections.acceptance'].map(t),
  },
  {
    name: 'draws',
    go: async (page) => {
      await page.goto('/inspections/draws')
      await page.settled()
    },
    see: (t) => ['draws.hint', 'draws.begin'].map(t),
  },
  {
    name: 'area',
    go: async (page, { township }) => {
      await page.goto(`/area/${township}`)
      await page.settled()
      await page.waitForSelector('.tiles li')
    },
    see: (t) => ['area.map', 'area.below', 'area.figures', 'area.report'].map(t),
  },
  {
    name: 'checkpoints',
    go: async (page) => {
      await page.goto('/ledger/checkpoints')
      await page.settled()
    },
    see: (t) => ['ledger.checkpoints', 'ledger.issue'].map(t),
  },
  {
    name: 'desk_conflicts',
    go: async (page) => {
      await page.goto('/desk/conflicts')
      await page.settled()
    },
    see: (t) => ['desk.title', 'desk.open'].map(t),
  },
  {
    name: 'desk_links',
    go: async (page) => {
      await page.goto('/desk/links')
      await page.settled()
    },
    see: (t) => ['desk.link_review', 'desk.link_confirmed'].map(t),
  },
  {
    name: 'desk_duplicates',
    go: async (page) => {
      await page.goto('/desk/duplicates')
      await page.settled()
    },
    see: (t) => ['desk.title', 'desk.duplicates'].map(t),
  },
  {
    name: 'desk_merges',
    go: async (page) => {
      await page.goto('/desk/merges')
      await page.settled()
    },
    see: (t) => ['desk.no_merges'].map(t),
  },
  {
    name: 'desk_window',
    go: async (page) => {
      await page.goto('/desk/window')
      await page.settled()
    },
    see: (t) => ['desk.no_window', 'change_state.approved'].map(t),
  },
  {
    name: 'ledger',
    go: async (page) => {
      await page.goto('/ledger')
      await page.settled()
    },
    see: (t) => ['ledger.title', 'event.init'].map(t),
  },
  {
    name: 'admin',
    go: async (page) => {
      await page.goto('/admin')
      await page.settled()
    },
    see: (t) => ['admin.title', 'admin.open_store'].map(t),
  },
  {
    name: 'more',
    go: async (page) => {
      await page.goto('/more')
      await page.settled()
    },
    see: (t) => ['shell.open_store', 'nav.ledger'].map(t),
  },
  {
    name: 'policy_rules',
    go: async (page) => {
      await page.goto('/policy/rules')
      await page.settled()
    },
    see: (t, { ruleTitle }) => [t('policy.title'), t('policy.source'), ruleTitle],
  },
  {
    name: 'policy_parameters',
    go: async (page) => {
      await page.goto('/policy/parameters')
      await page.settled()
    },
    see: (t) => ['policy.in_force', 'policy.nation'].map(t).concat('4,000'),
  },
  {
    name: 'policy_what_if',
    go: async (page) => {
      await page.goto('/policy/what-if')
      await page.settled()
      await page.waitForSelector('.rules button')
    },
    see: (t) => ['policy.what_if_hint', 'policy.by_township', 'policy.newly_unmet'].map(t),
  },
]
