import type { RareAction } from '../../../lib/libvirt/abilities.ts'
import type { DomainAction } from '../../../lib/libvirt/domain-state.ts'
import type { XendCalls } from './xend-calls.ts'

export type ActionCalls = Pick<XendCalls, 'start' | 'pause' | 'unpause' | 'shutdown' | 'destroy'>

interface Row {
  do(calls: ActionCalls, domain: string): Promise<void>
  /** How the domain's run ends by it: a detail of the event `stopped`. */
  ending?: string
}

/** The actions in xend's own operations. It has no reset, and keeps no saved state but in files that somebody names. */
export const actions: Record<Exclude<DomainAction, RareAction>, Row> = {
  start: { do: (calls, domain) => calls.start(domain) },
  suspend: { do: (calls, domain) => calls.pause(domain) },
  resume: { do: (calls, domain) => calls.unpause(domain) },
  shutdown: {
    do: (calls, domain) => calls.shutdown(domain, 'poweroff'),
    ending: 'shut down',
  },
  reboot: { do: (calls, domain) => calls.shutdown(domain, 'reboot'), ending: 'shut down' },
  destroy: { do: (calls, domain) => calls.destroy(domain), ending: 'destroyed' },
}
