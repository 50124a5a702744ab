// The table of teams as people paste it: team, name, unit, codes of areas to avoid; tabs or commas between.
import type { TeamMember } from '@/api/inspections'

// `header`: what stands above the first column, in the reader's language.
export function readTeams(text: string, header: string): TeamMember[] {
  const members: TeamMember[] = []
  for (const line of text.split('\n')) {
    const cells = line.split(/[\t,，]/).map((cell) => cell.trim())
    const [team = '', name = '', unit = '', ...avoids] = cells
    if (team === '' || name === '' || team === header || team === 'team') continue
    members.push({
      team,
      name,
      unit,
      avoids: avoids
        .join(' ')
        .split(/[\s;；、/]+/)
        .filter(Boolean),
    })
  }
  return members
}
