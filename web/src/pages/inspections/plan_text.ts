// A plan as the strict TOML that is sealed and published, from what a form asks.
export interface PlanWords {
  name: string
  title: string
  seed_source: string
  seed_on: string
  register: string
  where: string
  villages: number
  by_size: boolean
  units: number
  spare: number
}

const quoted = (text: string): string => JSON.stringify(text)

export function planText(words: PlanWords): string {
  const lines = [
    '[draw]',
    `name        = ${quoted(words.name)}`,
    `title       = { zh = ${quoted(words.title)}, en = ${quoted(words.title)} }`,
    `seed_source = ${quoted(words.seed_source)}`,
    `seed_on     = ${words.seed_on}`,
    '',
    '[draw.frame]',
    `register        = ${quoted(words.register)}`,
  ]
  if (words.where !== '') lines.push(`where           = ${quoted(words.where)}`)
  lines.push(`cluster         = "village"`, `cluster_stratum = "township"`, '')
  if (words.villages > 0)
    lines.push(
      '[[draw.stage]]',
      'of          = "cluster"',
      `take        = ${words.villages}`,
      ...(words.by_size ? ['probability = "size"'] : []),
      '',
    )
  lines.push('[[draw.stage]]', 'of           = "unit"', `take         = ${words.units}`)
  if (words.spare > 0) lines.push(`replacements = ${words.spare}`)
  return `${lines.join('\n')}\n`
}
