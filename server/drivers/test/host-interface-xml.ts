import { attribute, type XmlElement } from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'

/** A host interface's definition in libvirt's order (virInterfaceDefDevFormat, src/conf/interface_conf.c). */
export const hostInterfaceXml = (definition: XmlElement): XmlElement =>
  arrange(definition, {
    order: ['start', 'mtu', 'link', 'protocol', '…', 'bridge', 'bond', 'vlan', 'mac'],
    attributes: { type: attribute(definition, 'type'), name: attribute(definition, 'name') },
  })
