import type { Advice } from '../../libvirt/trouble.ts'
import type { HelpAnchor } from '../../paths.ts'

/** One paragraph of the help: what it is about, what that means, its figures, what to do, and a URI that shows it. */
export interface HelpEntry {
  /** Where a link leads to it; unique in the page. */
  anchor: HelpAnchor
  name: string
  /** The name is a part of a URI, to be typed as it stands. */
  code: boolean
  says: string
  facts: readonly HelpFact[]
  advice: readonly Advice[]
  /** null: nothing to fill a form with. */
  example: string | null
}

export interface HelpFact {
  name: string
  value: string
}

export interface HelpSection {
  anchor: HelpAnchor
  title: string
  says: string
  entries: readonly HelpEntry[]
}

/** An entry with what most have none of left out. */
export const entry = (
  given: Pick<HelpEntry, 'anchor' | 'name' | 'says'> & Partial<HelpEntry>,
): HelpEntry => ({ code: false, facts: [], advice: [], example: null, ...given })

/** Facts that have something to say. */
export const facts = (
  given: Readonly<Record<string, string | null | undefined | false>>,
): HelpFact[] => Object.entries(given).flatMap(([name, value]) => (value ? [{ name, value }] : []))
