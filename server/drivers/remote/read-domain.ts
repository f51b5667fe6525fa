import type { Domain } from '../../../lib/libvirt/domain.ts'
import { domainReasonFromWire, domainStateFromWire } from '../../../lib/libvirt/domain-state.ts'
import type { KiB } from '../../../lib/units.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import { plainLine } from '../plain.ts'
import { failedWith, unlessRefused } from './failures.ts'

/** A domain as the protocol names it. The daemon looks at the uuid alone. */
export interface DomainRef {
  name: string
  uuid: string
  /** -1 while inactive. */
  id: number
}

export const refOf = (uuid: string, known?: Domain): DomainRef => ({
  name: known?.name ?? '',
  uuid,
  id: known?.id ?? -1,
})

export interface Figures {
  vcpus: number
  memory: KiB
  maxMemory: KiB
}

export interface Flags {
  persistent: boolean
  autostart: boolean
  managedSave: boolean
}

export interface WireState {
  state: number
  reason: number
}

/** The row of a domain whose definition has not been read. */
export function domainOf(ref: DomainRef, wire: WireState, figures: Figures, flags: Flags): Domain {
  const state = domainStateFromWire(wire.state)
  return {
    uuid: ref.uuid,
    name: plainLine(ref.name),
    id: ref.id === -1 ? null : ref.id,
    state,
    reason: domainReasonFromWire(state, wire.reason),
    ...flags,
    ...figures,
    details: null,
  }
}

export async function readFigures(calls: RemoteClient, dom: DomainRef): Promise<Figures> {
  const { nrVirtCpu, memory, maxMem } = await calls.domainGetInfo({ dom })
  return { vcpus: nrVirtCpu, memory, maxMemory: maxMem }
}

export async function readFlags(calls: RemoteClient, dom: DomainRef): Promise<Flags> {
  const [{ persistent }, { result }, { autostart }] = await Promise.all([
    unlessRefused(calls.domainIsPersistent({ dom }), { persistent: true }),
    unlessRefused(calls.domainHasManagedSaveImage({ dom, flags: 0 }), { result: false }),
    unlessRefused(calls.domainGetAutostart({ dom }), { autostart: false }),
  ])
  return { persistent, managedSave: result, autostart }
}

/** Everything of one domain but its definition, by calls that leave together; null when it is gone. */
export async function readDomain(calls: RemoteClient, uuid: string): Promise<Domain | null> {
  const ref = refOf(uuid)
  try {
    const [{ dom }, state, figures, flags] = await Promise.all([
      calls.domainLookupByUuid({ uuid }),
      calls.domainGetState({ dom: ref, flags: 0 }),
      readFigures(calls, ref),
      readFlags(calls, ref),
    ])
    return domainOf(dom, state, figures, flags)
  } catch (cause) {
    if (failedWith(cause, 'domain.missing')) return null
    throw cause
  }
}
