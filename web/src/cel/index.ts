// What the pages use of the language.
export { evaluate, type Outcome } from './evaluate'
export type { Facts, Tree } from './tree'
export { outcomeOf, Unsupported, valueOf, type Value } from './value'
