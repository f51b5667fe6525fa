import { child, childText, make, type XmlElement } from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'
import { readFigures } from './domain-figures.ts'
import { domainXml } from './domain-xml.ts'
import { readName } from './read-objects.ts'

const order = [
  ...['name', 'description', 'state', 'parent', 'creationTime', 'memory', 'disks', 'domain'],
  '…',
]

/** A snapshot's definition as libvirt 9.0 writes it. One that carries no domain names its domain at least. */
export function snapshotXml(snapshot: XmlElement, uuid: string): XmlElement {
  const off = childText(snapshot, 'state') === 'shutoff'
  const domain = child(snapshot, 'domain')
  // libvirt's name of the element that it stands in has a prefix, but what it writes has none.
  const plain = { ...make('domainsnapshot'), children: snapshot.children }
  return arrange(plain, {
    order,
    put: {
      memory: child(snapshot, 'memory') ?? make('memory', { snapshot: off ? 'no' : 'internal' }),
      domain:
        domain === null
          ? make('domain', {}, [make('uuid', {}, [uuid])])
          : domainXml(
              domain,
              readFigures(domain, readName(domain), childText(domain, 'uuid') ?? uuid),
              null,
            ),
      active: null,
    },
  })
}
