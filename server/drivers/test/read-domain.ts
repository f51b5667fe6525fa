import type { DomainDetails } from '../../../lib/libvirt/domain.ts'
import { domainStates } from '../../../lib/libvirt/domain-state.ts'
import { domainDetails } from '../../../lib/xml/domain-details.ts'
import {
  at,
  attribute,
  child,
  children,
  childText,
  type XmlElement,
} from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import { readXml } from '../../../lib/xml/read.ts'
import { writeNode } from '../../../lib/xml/write.ts'
import { hostArch } from './capabilities-xml.ts'
import type { DomainContent } from './content.ts'
import { impliedMac, impliedTarget } from './device-xml.ts'
import { readFigures } from './domain-figures.ts'
import { domainXml } from './domain-xml.ts'
import { readBehaviour } from './extension.ts'
import { printXml } from './print.ts'
import { readName, readUuid } from './read-objects.ts'
import { readSnapshots } from './read-snapshot.ts'
import { fault } from './refusal.ts'

/** libvirt's own extension of domains in a world's file. */
const testNamespace = 'http://libvirt.org/schemas/domain/test/1.0'

/**
 * A domain of a world's file, completed as libvirt completes it. `root` is the node it is of, whose prefixes it may
 * use. Throws Failure in libvirt's words. A thousand of them are read while somebody waits, so the whole definition
 * is made when it is asked for.
 */
export function readDomain(element: XmlElement, root: XmlElement, place: string): DomainContent {
  const name = readName(element)
  const uuid = readUuid(element, `${place} domain ${name}`)
  refuseUnknown(element)
  const figures = readFigures(element, uuid)
  const { state, transient, managedSave } = readRunstate(element)
  const { memory, maxMemory, vcpus } = figures
  const typed = `${root.spelling?.open ?? '<node>'}${writeNode(element)}</${root.name}>`
  return {
    name,
    uuid,
    memory,
    maxMemory,
    vcpus,
    state,
    persistent: !transient,
    managedSave,
    xml: () =>
      children(readXml(typed).root)
        .map((one) => printXml(domainXml(one, figures)))
        .join(''),
    details: readDetails(element, uuid),
    networks: children(child(element, 'devices') ?? element, 'interface').map((one) =>
      attribute(one, 'type') === 'network' ? valueAt(one, 'source/@network') : null,
    ),
    onPoweroff: childText(element, 'on_poweroff') ?? 'destroy',
    onReboot: childText(element, 'on_reboot') ?? 'restart',
    snapshots: readSnapshots(children(element, 'domainsnapshot', testNamespace), uuid),
    behaviour: readBehaviour(element),
  }
}

/** As those of the whole definition would be. */
function readDetails(domain: XmlElement, uuid: string): DomainDetails {
  const details = domainDetails(domain, hostArch)
  const interfaces = details.interfaces.map((card, index) => ({
    ...card,
    mac: card.mac ?? impliedMac({ index, uuid }),
    target: card.target ?? impliedTarget(index),
  }))
  return { ...details, interfaces }
}

const virtTypes = [
  ...['none', 'qemu', 'kqemu', 'kvm', 'xen', 'lxc', 'uml', 'openvz', 'test', 'vmware', 'hyperv'],
  ...['vbox', 'phyp', 'parallels', 'bhyve', 'vz'],
]
const osTypes = ['hvm', 'xen', 'linux', 'exe', 'uml', 'xenpvh']

function refuseUnknown(domain: XmlElement): void {
  const type = attribute(domain, 'type')
  if (type === null) {
    throw fault('XML error', "Missing required attribute 'type' in element 'domain'")
  }
  if (!virtTypes.includes(type)) {
    throw fault('unsupported configuration', `invalid domain type ${type}`)
  }
  const osType = valueAt(domain, 'os/type')
  if (osType === null) throw fault('XML error', 'an os <type> must be specified')
  if (!osTypes.includes(osType)) {
    throw fault('unsupported configuration', `unknown OS type '${osType}'`)
  }
  if (osType === 'exe' && at(domain, 'os', 'init') === null) {
    throw fault('XML error', 'init binary must be specified')
  }
  if (childText(domain, 'title')?.includes('\n')) {
    throw fault('XML error', "Domain title can't contain newlines")
  }
}

/** testDomainDefNamespaceParse */
function readRunstate(domain: XmlElement) {
  const given = childText(domain, 'runstate', testNamespace)
  const number = given === null ? domainStates.indexOf('running') : Number(given)
  if (given !== null && !/^\d{1,9}$/.test(given)) throw fault('XML error', 'invalid runstate')
  const state = domainStates[number]
  if (state === undefined) throw fault('XML error', `runstate '${number}' out of range'`)
  const transient = child(domain, 'transient', testNamespace) !== null
  const managedSave = child(domain, 'hasmanagedsave', testNamespace) !== null
  if (transient && state === 'shutoff') {
    throw fault('XML error', "transient domain cannot have runstate 'shutoff'")
  }
  if (managedSave && state !== 'shutoff') {
    throw fault('XML error', "domain with managedsave data can only have runstate 'shutoff'")
  }
  return { state, transient, managedSave }
}
