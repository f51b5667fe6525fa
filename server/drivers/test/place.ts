import { attribute, children, type XmlElement } from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'

/** What a device's own form depends on besides itself. */
export interface Place {
  /** Its number among its kind. */
  index: number
  /** Of its domain. */
  uuid: string
  /** `<os><type>` of its domain. */
  osType: string
  /** What it is told when it does not say itself: an interface's name on the node, a port's number. */
  implied: string
}

/** The places of all devices of a domain, in their order. */
export function placesOf(
  devices: readonly XmlElement[],
  domain: { uuid: string; osType: string },
): Place[] {
  const of = (name: string) => devices.filter((one) => one.name === name)
  // The first console is the first serial port, where there is one.
  const serial = portsOf(of('serial'))
  const implied: Record<string, readonly string[]> = {
    interface: interfaceTargets(of('interface')),
    serial,
    parallel: portsOf(of('parallel')),
    console: portsOf(of('console')).map((port, n) => (n === 0 ? (serial[0] ?? port) : port)),
  }
  const counts = new Map<string, number>()
  return devices.map((device) => {
    // Controllers are numbered within their type.
    const { name } = device
    const kind = name === 'controller' ? `controller ${attribute(device, 'type')}` : name
    const index = counts.get(kind) ?? 0
    counts.set(kind, index + 1)
    return { ...domain, index, implied: implied[name]?.[index] ?? '' }
  })
}

/** Names that libvirt takes for its own making, in a definition it keeps. */
const generated = /^(?:vnet|macvtap|macvlan)/

/** What each interface is called on the node: as it says, or by the first name that is free (testDomainGenerateIfnames). */
export function interfaceTargets(interfaces: readonly XmlElement[]): string[] {
  const given = interfaces.map((one) => {
    const name = valueAt(one, 'target/@dev')
    return name === null || generated.test(name) ? null : name
  })
  const taken = new Set(given)
  let number = 0
  return given.map((name) => {
    if (name !== null) return name
    while (taken.has(`testnet${number}`)) number++
    return `testnet${number++}`
  })
}

/** The port of each: its own, or the one after the highest (virDomainChrDefPostParse). */
function portsOf(characters: readonly XmlElement[]): string[] {
  const given = characters.map((one) => {
    const target = children(one, 'target')[0]
    return (target && attribute(target, 'port')) ?? null
  })
  let highest = Math.max(-1, ...given.map((port) => Number(port ?? -1)))
  return given.map((port) => port ?? String(++highest))
}
