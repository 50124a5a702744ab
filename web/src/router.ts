// Where everything is. Pages beyond the first are fetched when they are opened.
import { createRouter, createWebHistory } from 'vue-router'
import HomePage from './pages/home/HomePage.vue'

const policy = (): Promise<typeof import('./pages/policy/PolicyPage.vue')> =>
  import('./pages/policy/PolicyPage.vue')

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: HomePage },
    { path: '/findings', name: 'findings', component: () => import('./pages/findings/FindingsPage.vue') },
    {
      path: '/households',
      name: 'households',
      component: () => import('./pages/households/HouseholdsPage.vue'),
    },
    {
      path: '/households/:number',
      name: 'household',
      component: () => import('./pages/household/HouseholdPage.vue'),
      props: true,
    },
    {
      path: '/records/:register([a-z_]+)',
      name: 'records',
      component: () => import('./pages/records/RecordsPage.vue'),
      props: true,
    },
    { path: '/import', name: 'import', component: () => import('./pages/import/ImportPage.vue') },
    { path: '/cases', name: 'cases', component: () => import('./pages/cases/CasesPage.vue') },
    { path: '/inspections', redirect: '/inspections/visits' },
    {
      path: '/inspections/:section(visits|acceptance|look-back|draws)',
      name: 'inspections',
      component: () => import('./pages/inspections/InspectionsPage.vue'),
      props: true,
    },
    {
      path: '/inspections/of/:number',
      name: 'inspection',
      component: () => import('./pages/inspections/InspectionPage.vue'),
      props: true,
    },
    { path: '/grievances', redirect: '/grievances/list' },
    {
      path: '/grievances/:section(list|report)',
      name: 'grievances',
      component: () => import('./pages/grievances/GrievancesPage.vue'),
      props: true,
    },
    {
      path: '/area/:area(\\d{9}|\\d{12})?',
      name: 'area',
      component: () => import('./pages/area/AreaPage.vue'),
      props: (route) => ({ area: String(route.params.area ?? '') }),
    },
    { path: '/glass', name: 'glass', component: () => import('./pages/reveals/GlassPage.vue') },
    { path: '/reveals', name: 'reveals', component: () => import('./pages/reveals/RevealsPage.vue') },
    {
      path: '/ledger/:section(checkpoints)?',
      name: 'ledger',
      component: () => import('./pages/ledger/LedgerPage.vue'),
      props: true,
    },
    { path: '/field', name: 'field', component: () => import('./pages/field/FieldPage.vue') },
    {
      path: '/forms/:form([a-z_]+)/:subject',
      name: 'form',
      component: () => import('./pages/forms/FormPage.vue'),
      props: true,
    },
    { path: '/meeting', name: 'meeting', component: () => import('./pages/meeting/MeetingPage.vue') },
    { path: '/admin', name: 'admin', component: () => import('./pages/admin/AdminPage.vue') },
    { path: '/more', name: 'more', component: () => import('./pages/MorePage.vue') },
    { path: '/policy', redirect: '/policy/rules' },
    {
      path: '/policy/:section(rules|parameters|what-if)',
      name: 'policy',
      component: policy,
      props: true,
    },
    { path: '/:rest(.*)*', name: 'not_found', component: () => import('./pages/NotFoundPage.vue') },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
})
