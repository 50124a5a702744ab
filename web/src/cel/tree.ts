// Expressions as the server sends them, and the facts they may read (docs/cel.md).
export type Notation = Record<string, unknown>

export type Tree =
  | { value: Notation }
  | { name: string; absolute?: boolean }
  | { field: string; of: Tree }
  | { has: string; of: Tree }
  | { index: [Tree, Tree] }
  | { call: string; with: Tree[]; member?: boolean; zero?: string }
  | { list: Tree[] }
  | { map: [Tree, Tree][] }
  | { macro: string; over: Tree; names: string[]; each: Tree[]; zero?: string }

export interface FactTable {
  name: string
  fields: string[]
  derived: Record<string, Tree>
  rows: Record<string, Notation>[]
}
export interface ParameterFacts {
  keys: number
  values: { keys: string[]; from: string; to: string; value: Notation }[] // the most specific first
}
export interface Facts {
  as_of: string
  period?: { name: string; from: string; to: string }
  self: [number, number]
  tables: FactTable[]
  parameters: Record<string, ParameterFacts>
}
