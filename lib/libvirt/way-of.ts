import { openPlan } from './plan.ts'
import { isRefused, type Surroundings, type Warning } from './plan-types.ts'
import type { Transport } from './transports.ts'

/** A machine of which nothing is known. */
export const nowhere: Surroundings = {
  uid: 0,
  readOnly: false,
  env: {},
  libvirtConf: null,
  sockets: [],
}

/** How a host is reached, and what stays true of that for as long as it is open. */
export interface Way {
  /** null: nothing is dialled. */
  transport: Transport | 'http' | null
  /** Why others may read along or answer in the host's place. */
  risks: readonly Warning[]
}

const lasting: readonly Warning['code'][] = ['unencrypted', 'unchecked']

/** The way that a URI's text alone tells; null for what it leaves to the surroundings (an alias, no URI at all). */
export function wayOf(uri: string): Way | null {
  const opening = openPlan(uri, nowhere)
  if (uri === '' || !opening.ok || isRefused(opening.plan)) return null
  const { transport, warnings } = opening.plan
  return { transport, risks: warnings.filter(({ code }) => lasting.includes(code)) }
}
