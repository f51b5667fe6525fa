import type { HelpEntry, HelpSection } from './entry.ts'

const words = ({ anchor, name, says, facts, advice, example }: HelpEntry): string =>
  [
    anchor,
    name,
    says,
    example ?? '',
    ...facts.map((fact) => `${fact.name} ${fact.value}`),
    ...advice.map(({ say, run }) => `${say} ${run ?? ''}`),
  ]
    .join(' ')
    .toLowerCase()

/** What holds every word that was typed, anywhere; sections without any are left out. Nothing typed finds everything. */
export function findHelp(sections: readonly HelpSection[], typed: string): HelpSection[] {
  const asked = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return sections.flatMap((section) => {
    const entries = section.entries.filter((entry) => {
      const text = words(entry)
      return asked.every((word) => text.includes(word))
    })
    return entries.length === 0 ? [] : [{ ...section, entries }]
  })
}
