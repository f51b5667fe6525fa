import type { Domain } from '../../../lib/libvirt/domain.ts'
import type { DomainState } from '../../../lib/libvirt/domain-state.ts'
import type { Sexpr } from './sexpr.ts'
import { textAt } from './values.ts'

/** The letters of `state`; the first that is set decides (xend_internal.c, xend_get_domain_state). */
const letters: readonly (readonly [string, DomainState])[] = [
  ['c', 'crashed'],
  ['s', 'shutoff'],
  ['d', 'shutdown'],
  ['p', 'paused'],
  ['b', 'blocked'],
  ['r', 'running'],
]

const halted = '0'
/** A managed domain whose memory xend keeps in a file of its own. */
const suspended = '3'

/** The state of a domain, and whether it is saved. What a halted one still says of its last life does not count. */
export function stateOf(
  domain: Sexpr,
  id: number | null,
): Pick<Domain, 'state' | 'reason' | 'managedSave'> {
  const status = textAt(domain, 'status')
  if (id === null) {
    const managedSave = status === suspended
    return { state: 'shutoff', reason: managedSave ? 'saved' : 'unknown', managedSave }
  }
  const state = stateOfActive(domain, status)
  // It has stopped and yet holds its memory, be it for a moment or because it is to be preserved; libvirt calls that
  // shut off with an id. Here shut off is inactive, and the only thing to be done with this one is to destroy it.
  return { state: state === 'shutoff' ? 'shutdown' : state, reason: 'unknown', managedSave: false }
}

function stateOfActive(domain: Sexpr, status: string | null): DomainState {
  const flags = textAt(domain, 'state')
  if (flags === null) return status === halted ? 'shutoff' : 'nostate'
  return letters.find(([letter]) => flags.includes(letter))?.[1] ?? 'nostate'
}
