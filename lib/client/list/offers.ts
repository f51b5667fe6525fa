import type { DomainRow } from '../../contract/live.ts'
import { type DomainAction, isActive } from '../../libvirt/domain-state.ts'
import { actionWords } from '../../libvirt/words.ts'
import type { Listed } from './listed.ts'

/** The one action a row offers without a menu: nothing that a slip of the hand would regret (Force off asks first). */
export function primaryAction({ state }: Pick<DomainRow, 'state'>): DomainAction {
  if (state === 'paused') return 'resume'
  if (state === 'crashed') return 'destroy'
  return isActive(state) ? 'suspend' : 'start'
}

/** Something to do with a selection: it is done to those that can, and says why the others cannot. */
export interface Offer {
  label: string
  able: Listed[]
  /** When none can: why. */
  whyNot: string | null
  /** When only some can: how many cannot, and why. */
  rest: string | null
}

/** An action of a machine's life on a selection. */
export interface BulkOffer extends Offer {
  action: DomainAction
}

const reasonsText = (reasons: ReadonlyMap<string, number>): string =>
  [...reasons].map(([why, count]) => (reasons.size === 1 ? why : `${count} × ${why}`)).join(' ')

/** `whyNot` says of each what is in the way: role, link, connection, its own state; null when nothing is. */
export function offerOf(
  label: string,
  rows: readonly Listed[],
  whyNot: (listed: Listed) => string | null,
): Offer {
  const able: Listed[] = []
  const reasons = new Map<string, number>()
  for (const listed of rows) {
    const why = whyNot(listed)
    if (why === null) able.push(listed)
    else reasons.set(why, (reasons.get(why) ?? 0) + 1)
  }
  const unable = rows.length - able.length
  const why = reasonsText(reasons)
  return {
    label: able.length > 0 && unable > 0 ? `${label} ${able.length} of ${rows.length}` : label,
    able,
    whyNot: able.length === 0 ? why || 'Nothing is selected.' : null,
    rest: able.length > 0 && unable > 0 ? `${unable} cannot: ${why}` : null,
  }
}

export const bulkOffer = (
  action: DomainAction,
  rows: readonly Listed[],
  whyNot: (action: DomainAction, listed: Listed) => string | null,
): BulkOffer => ({
  action,
  ...offerOf(actionWords[action].label, rows, (listed) => whyNot(action, listed)),
})
