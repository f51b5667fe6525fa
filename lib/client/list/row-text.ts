import type { DomainRow } from '../../contract/live.ts'
import { stateBadge } from '../../libvirt/words.ts'
import { fold, naturalKey } from './fold.ts'

/** A row's words, folded once: filters and sorts ask for them at every keystroke. */
export interface RowText {
  name: string
  /** What its name is sorted by. */
  order: string
  title: string
  system: string
  addresses: string[]
  /** Everything that free text may find, a line each. */
  text: string
}

/** Rows are replaced, never changed, so what was folded once stays right for as long as the row lives. */
const known = new WeakMap<DomainRow, RowText>()

function readRow(domain: DomainRow): RowText {
  const { details } = domain
  const name = fold(domain.name)
  const title = fold(details?.title ?? '')
  const system = fold(details?.system ?? '')
  const addresses = (details?.addresses ?? []).map(fold)
  const macs = (details?.interfaces ?? []).map(({ mac }) => fold(mac ?? ''))
  const state = fold(stateBadge(domain).label)
  const text = [name, title, system, state, domain.uuid, ...addresses, ...macs].join('\n')
  return { name, order: naturalKey(domain.name), title, system, addresses, text }
}

export function rowText(domain: DomainRow): RowText {
  const before = known.get(domain)
  if (before !== undefined) return before
  const text = readRow(domain)
  known.set(domain, text)
  return text
}
