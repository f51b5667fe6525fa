import { child, childText, make, type XmlElement } from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'

/** A snapshot's definition as libvirt 9.0 writes it. One that carries no domain names its domain at least. */
export function snapshotXml(snapshot: XmlElement, uuid: string): XmlElement {
  const off = childText(snapshot, 'state') === 'shutoff'
  const { children } = snapshot
  const named = arrange(
    { ...make('domainsnapshot'), children },
    {
      order: [
        'name',
        'description',
        'state',
        'parent',
        'creationTime',
        'memory',
        'disks',
        'domain',
        '…',
      ],
      put: {
        memory: child(snapshot, 'memory') ?? make('memory', { snapshot: off ? 'no' : 'internal' }),
        domain: child(snapshot, 'domain') ?? make('domain', {}, [make('uuid', {}, [uuid])]),
        active: null,
      },
    },
  )
  return named
}
