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
    { path: '/desk', redirect: '/desk/conflicts' },
    {
      path: '/desk/:section(conflicts|settled|links|duplicates|merges|window)',
      name: 'desk',
      component: () => import('./pages/desk/DeskPage.vue'),
      props: true,
    },
    { path: '/ledger', name: 'ledger', component: () => import('./pages/ledger/LedgerPage.vue') },
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
