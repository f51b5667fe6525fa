import type { ConnectionRow, DomainRow } from '../../contract/live.ts'
import { type DomainAction, isActive, whyNot } from '../../libvirt/domain-state.ts'
import { actionWords } from '../../libvirt/words.ts'
import type { Listed } from './listed.ts'

/** Why nothing at all can be asked of this connection's machines, or null. */
export function whyNotConnection(
  { readOnly, state }: Pick<ConnectionRow, 'readOnly' | 'state'>,
  mayOperate: boolean,
): string | null {
  if (!mayOperate) return 'Your role on this connection is to look, not to act.'
  if (readOnly) return 'This connection is read-only.'
  if (state.phase === 'open') return null
  return state.phase === 'lost'
    ? 'The connection to its host is lost.'
    : 'The connection to its host is not open.'
}

/** Everything that can be in the way of an action, what lies deepest first. */
export const whyNotHere = (
  action: DomainAction,
  domain: Pick<DomainRow, 'state' | 'persistent'>,
  connection: Pick<ConnectionRow, 'readOnly' | 'state'>,
  mayOperate: boolean,
): string | null => whyNotConnection(connection, mayOperate) ?? whyNot(action, domain)

/** The one action a row offers without a menu: nothing that a slip of the hand would regret. */
export const primaryAction = ({ state }: Pick<DomainRow, 'state'>): DomainAction =>
  state === 'paused' ? 'resume' : isActive(state) ? 'suspend' : 'start'

/** An action on a selection: it acts on those that can, and says why the others cannot. */
export interface BulkOffer {
  action: DomainAction
  label: string
  able: Listed[]
  /** When none can: why. */
  whyNot: string | null
  /** When only some can: how many cannot, and why. */
  rest: string | null
}

const reasonsText = (reasons: ReadonlyMap<string, number>): string =>
  [...reasons].map(([why, count]) => (reasons.size === 1 ? why : `${count}: ${why}`)).join(' ')

export function bulkOffer(
  action: DomainAction,
  rows: readonly Listed[],
  mayOperate: (connection: string) => boolean,
): BulkOffer {
  const able: Listed[] = []
  const reasons = new Map<string, number>()
  for (const listed of rows) {
    const { row } = listed.connection
    const why = whyNotHere(action, listed.domain, row, mayOperate(row.id))
    if (why === null) able.push(listed)
    else reasons.set(why, (reasons.get(why) ?? 0) + 1)
  }
  const { label } = actionWords[action]
  const unable = rows.length - able.length
  const why = reasonsText(reasons)
  return {
    action,
    label: able.length > 0 && unable > 0 ? `${label} ${able.length} of ${rows.length}` : label,
    able,
    whyNot: able.length === 0 ? why || 'Nothing is selected.' : null,
    rest: able.length > 0 && unable > 0 ? `Not ${unable} of them. ${why}` : null,
  }
}
