import { type DomainState, domainStates } from '../../../lib/libvirt/domain-state.ts'
import { childText, type XmlElement } from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { printXml } from '../../../lib/xml/print.ts'
import type { Snapshot } from '../driver.ts'
import type { Named } from './content.ts'
import { fault } from './refusal.ts'
import { snapshotXml } from './snapshot-xml.ts'

const snapshotStates: readonly (DomainState | 'disk-snapshot')[] = [
  ...domainStates,
  'disk-snapshot',
]

/** The snapshots of one domain, from its `<test:domainsnapshot>`s. Throws Failure as libvirt does. */
export function readSnapshots(elements: readonly XmlElement[], uuid: string): Named<Snapshot>[] {
  const snapshots = elements.map((element) => readSnapshot(element, uuid))
  if (snapshots.filter(({ object }) => object.current).length > 1) {
    throw fault('internal error', 'more than one snapshot claims to be active')
  }
  return snapshots
}

function readSnapshot(element: XmlElement, uuid: string): Named<Snapshot> {
  const name = childText(element, 'name')
  if (name === null) throw fault('XML error', 'a redefined snapshot must have a name')
  const created = childText(element, 'creationTime')
  if (created === null || !/^\d{1,15}$/.test(created)) {
    throw fault('internal error', 'missing creationTime from existing snapshot')
  }
  const state = childText(element, 'state')
  if (state === null) throw fault('XML error', 'missing state from existing snapshot')
  if (!snapshotStates.some((one) => one === state)) {
    throw fault('unsupported configuration', `Invalid state '${state}' in domain snapshot XML`)
  }
  const active = childText(element, 'active')
  if (active === null) throw fault('internal error', "Could not find 'active' element")
  const object: Snapshot = {
    name,
    parent: valueAt(element, 'parent/name'),
    current: Number(active) !== 0,
    createdAt: Number(created),
    state,
  }
  return { object, xml: printXml(snapshotXml(element, uuid)) }
}
