import type { DomainState } from '../../../lib/libvirt/domain-state.ts'

/**
 * A Xen domain that waits for something to do, or for a CPU to do it on, is running to anybody who looks: which of the
 * three it is changes many times a second.
 */
export const steadyState = (state: DomainState): DomainState =>
  state === 'blocked' || state === 'nostate' ? 'running' : state
