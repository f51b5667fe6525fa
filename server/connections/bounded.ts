import type { Domain, DomainDetails } from '../../lib/libvirt/domain.ts'
import type { HostEvent } from '../../lib/libvirt/events.ts'

const nameLength = 1_024
const textLength = 8_192
const devices = 256

/** At most `length` characters, with a mark where the rest was. */
export const clip = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`

const clipped = (text: string | null, length = nameLength) =>
  text === null ? null : clip(text, length)

/** What a host says goes to every browser: a hostile one may send nonsense, but not megabytes of it. */
export const boundedDomain = (domain: Domain): Domain => ({
  ...domain,
  name: clip(domain.name, nameLength),
  reason: clip(domain.reason, nameLength),
  details: domain.details === null ? null : boundedDetails(domain.details),
})

const boundedDetails = (details: DomainDetails): DomainDetails => ({
  ...details,
  title: clipped(details.title),
  description: clipped(details.description, textLength),
  osType: clipped(details.osType),
  arch: clipped(details.arch),
  machine: clipped(details.machine),
  system: clipped(details.system),
  graphics: details.graphics.slice(0, devices).map((type) => clip(type, nameLength)),
  disks: details.disks
    .slice(0, devices)
    .map(({ target, source }) => ({ target: clip(target, nameLength), source: clipped(source) })),
  interfaces: details.interfaces.slice(0, devices).map(({ mac, source, model, target }) => ({
    mac: clipped(mac),
    source: clipped(source),
    model: clipped(model),
    target: clipped(target),
  })),
  addresses: details.addresses.slice(0, devices).map((address) => clip(address, nameLength)),
})

export const boundedEvent = (event: HostEvent): HostEvent => ({
  ...event,
  name: clip(event.name, nameLength),
  event: clip(event.event, nameLength),
  detail: clip(event.detail, nameLength),
})
