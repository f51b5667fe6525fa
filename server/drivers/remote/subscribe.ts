import type { HostEvent } from '../../../lib/libvirt/events.ts'
import type { Channel } from '../../rpc/channel.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import type { EventRow } from '../../rpc/row.ts'
import { answeredNo } from './failures.ts'
import { domainHappenings, type Reread } from './happened.ts'
import { elsewheres, type Registry } from './happened-elsewhere.ts'

export interface Listener {
  happened(event: HostEvent): void
  touched(uuid: string, reread: Reread): void
}

/** VIR_DOMAIN_EVENT_ID_LIFECYCLE. */
const lifecycle = 0

/** Domains' own two calls. */
const domains: Registry = {
  register: (calls, eventId) => calls.connectDomainEventCallbackRegisterAny({ eventId, dom: null }),
  deregister: (calls, callbackId) => calls.connectDomainEventCallbackDeregisterAny({ callbackId }),
}

export interface Subscription {
  /** Whether domains' lives are told; if not, somebody has to look now and then. */
  told: boolean
  /**
   * Asks for nothing more; resolves when the host has taken note. To be done before leaving: libvirtd 9.0 frees what it
   * has of a client's events while calls of that client are under way, and now and then dies of it.
   */
  cancel(): Promise<void>
}

/** Asks for every event this host can send, and has `listener` told of each from then on. */
export async function subscribe(
  channel: Channel,
  calls: RemoteClient,
  listener: Listener,
): Promise<Subscription> {
  const ofDomains = domainHappenings.map(({ row, happening }) => {
    channel.on(row, (payload) => {
      const { event, domain, reread } = happening(payload)
      listener.happened(event)
      listener.touched(domain, reread)
    })
    return granted(calls, row, domains)
  })
  const ofOthers = elsewheres.map(({ row, registry, event }) => {
    channel.on(row, (payload) => listener.happened(event(payload)))
    return granted(calls, row, registry)
  })
  const answers = await Promise.all([...ofDomains, ...ofOthers])
  const grants = answers.filter((grant) => grant !== null)
  return {
    told: grants.some(({ registry, eventId }) => registry === domains && eventId === lifecycle),
    cancel: async () => {
      await Promise.allSettled(
        grants.map(({ registry, callbackId }) => registry.deregister(calls, callbackId)),
      )
    },
  }
}

/** A host without such events says so by one code or another, by its age and hypervisor: any "no" means it. */
async function granted(calls: RemoteClient, row: EventRow<unknown>, registry: Registry) {
  const eventId = row.id as number
  try {
    const { callbackId } = await registry.register(calls, eventId)
    return { registry, eventId, callbackId }
  } catch (cause) {
    if (answeredNo(cause)) return null
    throw cause
  }
}
