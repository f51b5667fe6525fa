import type { HostEvent } from '../../../lib/libvirt/events.ts'
import type { Channel } from '../../rpc/channel.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import { answeredNo } from './failures.ts'
import { domainHappenings, type Reread } from './happened.ts'
import { elsewheres } from './happened-elsewhere.ts'

export interface Listener {
  happened(event: HostEvent): void
  touched(uuid: string, reread: Reread): void
}

/** VIR_DOMAIN_EVENT_ID_LIFECYCLE. */
const lifecycle = 0

/**
 * Asks for every event this host can send, and has `listener` told of each from then on.
 * @returns whether domains' lives are told; if not, somebody has to look now and then
 */
export async function subscribe(
  channel: Channel,
  calls: RemoteClient,
  listener: Listener,
): Promise<boolean> {
  const domains = domainHappenings.map(async ({ row, happening }) => {
    channel.on(row, (payload) => {
      const { event, domain, reread } = happening(payload)
      listener.happened(event)
      listener.touched(domain, reread)
    })
    const eventId = row.id as number
    const told = await granted(calls.connectDomainEventCallbackRegisterAny({ eventId, dom: null }))
    return told && eventId === lifecycle
  })
  const others = elsewheres.map(({ row, register, event }) => {
    channel.on(row, (payload) => listener.happened(event(payload)))
    return granted(register(calls, row.id as number))
  })
  const [told] = await Promise.all([Promise.all(domains), Promise.all(others)])
  return told.includes(true)
}

/** A host without such events says so by one code or another, by its age and hypervisor: any "no" means it. */
async function granted(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer
    return true
  } catch (cause) {
    if (answeredNo(cause)) return false
    throw cause
  }
}
