import { Failure } from '../../../lib/failure.ts'
import type { DomainAction } from '../../../lib/libvirt/domain-state.ts'
import type { XendCalls } from './xend-calls.ts'

export type ActionCalls = Pick<XendCalls, 'start' | 'pause' | 'unpause' | 'shutdown' | 'destroy'>

interface Row {
  do(calls: ActionCalls, domain: string): Promise<void>
  /** How the domain's run ends by it: a detail of the event `stopped`. */
  ending?: string
}

const cannot = (why: string): Row => ({
  do: async () => {
    throw new Failure('host.unsupported', why)
  },
})

/** The eight actions in xend's own operations. */
export const actions: Record<DomainAction, Row> = {
  start: { do: (calls, domain) => calls.start(domain) },
  suspend: { do: (calls, domain) => calls.pause(domain) },
  resume: { do: (calls, domain) => calls.unpause(domain) },
  shutdown: {
    do: (calls, domain) => calls.shutdown(domain, 'poweroff'),
    ending: 'shut down',
  },
  reboot: { do: (calls, domain) => calls.shutdown(domain, 'reboot'), ending: 'shut down' },
  reset: cannot('xend has no reset: ask the guest to restart, or force it off and start it.'),
  destroy: { do: (calls, domain) => calls.destroy(domain), ending: 'destroyed' },
  managedSave: cannot(
    'xend saves a machine to a file that somebody must name, and keeps none of its own.',
  ),
}
