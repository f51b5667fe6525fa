import type { DomainDetails } from '../libvirt/domain.ts'
import { disk } from './disk.ts'
import { child, type XmlElement } from './element.ts'
import { string, table } from './fields.ts'
import { graphics } from './graphics.ts'
import { networkInterface } from './interface.ts'
import { readFirmware, readSystem } from './operating-system.ts'
import { readXml, XmlError } from './read.ts'

const summary = table('domain', {
  title: string('title'),
  description: string('description'),
  osType: string('os/type'),
  arch: string('os/type/@arch'),
  machine: string('os/type/@machine'),
})

/**
 * What a domain's XML says beyond its numbers. `addresses` is empty: a host knows them, a definition does not.
 * Throws XmlError for text that is not a `<domain>`.
 */
export function readDomainDetails(xml: string): DomainDetails {
  const { root } = readXml(xml)
  if (root.name !== 'domain') throw new XmlError('the root element is not <domain>', 1, 0)
  return domainDetails(root)
}

/** The same, of an element already read. `hostArch`: the architecture of a definition that names none. */
export function domainDetails(domain: XmlElement, hostArch: string | null = null): DomainDetails {
  const devices = child(domain, 'devices')
  const says = summary.read(domain)
  return {
    ...says,
    arch: says.arch ?? hostArch,
    system: readSystem(domain),
    firmware: readFirmware(domain, hostArch),
    graphics: graphics.within(devices).flatMap(({ type }) => type ?? []),
    disks: disk
      .within(devices)
      .flatMap(({ target, source, pool }) =>
        target === null ? [] : { target, source: pool === null ? source : `${pool}/${source}` },
      ),
    interfaces: networkInterface
      .within(devices)
      .map(({ mac, source, model, target }) => ({ mac, source, model, target })),
    addresses: [],
  }
}
