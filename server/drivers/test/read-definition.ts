import type { DomainDetails } from '../../../lib/libvirt/domain.ts'
import { domainDetails } from '../../../lib/xml/domain-details.ts'
import {
  at,
  attribute,
  child,
  children,
  childText,
  make,
  type XmlElement,
} from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { writeNode } from '../../../lib/xml/write.ts'
import { hostArch } from './capabilities-xml.ts'
import type { Definition } from './definition.ts'
import { readFigures } from './domain-figures.ts'
import { impliedMac, writtenMac } from './interface-xml.ts'
import { interfaceTargets } from './place.ts'
import { fault } from './refusal.ts'
import { refuseDevices } from './refuse-devices.ts'

/**
 * What a `<domain>` defines. `root` is the node it stands in, whose prefixes it may use. A thousand of them are read
 * while somebody waits, so the whole definition is made when it is asked for. Throws Failure in libvirt's words.
 */
export function readDefinition(
  element: XmlElement,
  { name, uuid }: { name: string; uuid: string },
  root: XmlElement = make('node'),
): Definition {
  refuseUnknown(element)
  refuseDevices(element)
  const open = root.spelling?.open ?? `<${root.name}>`
  return {
    figures: readFigures(element, name, uuid),
    typed: `${open}${writeNode(element)}</${root.name}>`,
    details: readDetails(element, uuid),
    networks: children(child(element, 'devices') ?? element, 'interface').map((one) =>
      attribute(one, 'type') === 'network' ? valueAt(one, 'source/@network') : null,
    ),
    onPoweroff: childText(element, 'on_poweroff') ?? 'destroy',
    onReboot: childText(element, 'on_reboot') ?? 'restart',
  }
}

/** As those of the whole definition would be. */
function readDetails(domain: XmlElement, uuid: string): DomainDetails {
  const details = domainDetails(domain, hostArch)
  const targets = interfaceTargets(children(child(domain, 'devices') ?? domain, 'interface'))
  const interfaces = details.interfaces.map((card, index) => ({
    ...card,
    mac: writtenMac(card.mac) ?? impliedMac({ index, uuid }),
    target: targets[index] ?? null,
  }))
  return { ...details, interfaces }
}

const virtTypes = [
  ...['none', 'qemu', 'kqemu', 'kvm', 'xen', 'lxc', 'uml', 'openvz', 'test', 'vmware', 'hyperv'],
  ...['vbox', 'phyp', 'parallels', 'bhyve', 'vz'],
]
/** virArch */
const arches = [
  ...['alpha', 'armv6l', 'armv7l', 'armv7b', 'aarch64', 'cris', 'i686', 'ia64', 'lm32', 'm68k'],
  ...['microblaze', 'microblazeel', 'mips', 'mipsel', 'mips64', 'mips64el', 'openrisc', 'parisc'],
  ...['parisc64', 'ppc', 'ppcemb', 'ppcle', 'ppc64', 'ppc64le', 'riscv32', 'riscv64', 's390'],
  ...['s390x', 'sh4', 'sh4eb', 'sparc', 'sparc64', 'unicore32', 'x86_64', 'xtensa', 'xtensaeb'],
]
const osTypes = ['hvm', 'xen', 'linux', 'exe', 'uml', 'xenpvh']

function refuseUnknown(domain: XmlElement): void {
  const type = attribute(domain, 'type')
  if (type === null) {
    throw fault('internal error', 'missing domain type attribute')
  }
  if (!virtTypes.includes(type)) {
    throw fault('unsupported configuration', `invalid domain type ${type}`)
  }
  const osType = valueAt(domain, 'os/type')
  if (osType === null) throw fault('XML error', 'an os <type> must be specified')
  if (!osTypes.includes(osType)) {
    throw fault('unsupported configuration', `unknown OS type '${osType}'`)
  }
  const arch = valueAt(domain, 'os/type/@arch')
  if (arch !== null && !arches.includes(arch)) {
    throw fault('unsupported configuration', `Unknown architecture ${arch}`)
  }
  if (osType === 'exe' && at(domain, 'os', 'init') === null) {
    throw fault('XML error', 'init binary must be specified')
  }
  if (childText(domain, 'title')?.includes('\n')) {
    throw fault('XML error', "Domain title can't contain newlines")
  }
}
