import type { KiB } from '../../../lib/units.ts'
import { attribute, child, text, type XmlElement } from '../../../lib/xml/element.ts'
import { fault } from './refusal.ts'
import { sizeOf } from './sizes.ts'

/** The numbers of a definition, as libvirt understands them. */
export interface DomainFigures {
  uuid: string
  memory: KiB
  maxMemory: KiB
  vcpus: number
  maxVcpus: number
}

/** Throws Failure in libvirt's words. */
export const readFigures = (domain: XmlElement, uuid: string): DomainFigures => ({
  uuid,
  ...readMemory(domain),
  ...readVcpus(domain),
})

/** KiB, rounded up; what is in use now is never more than there is. */
function readMemory(domain: XmlElement) {
  const maxMemory = Math.ceil((sizeOf(domain, 'memory', 'KiB') ?? 0) / 1024)
  const current = sizeOf(domain, 'currentMemory', 'KiB')
  const memory = current === null ? maxMemory : Math.min(maxMemory, Math.ceil(current / 1024))
  return { memory, maxMemory }
}

function readVcpus(domain: XmlElement) {
  const element = child(domain, 'vcpu')
  const whole = (value: string | null) =>
    value !== null && /^\d{1,5}$/.test(value.trim()) ? Number(value) : null
  const maxVcpus = element === null ? 1 : whole(text(element))
  if (maxVcpus === null || maxVcpus === 0) {
    throw fault('XML error', 'maximum vcpus count must be an integer')
  }
  const given = element && attribute(element, 'current')
  const vcpus = given === null ? maxVcpus : whole(given)
  if (vcpus === null || vcpus === 0) {
    throw fault('XML error', 'current vcpus count must be an integer')
  }
  if (vcpus > maxVcpus) {
    const words = 'maximum vCPU count must not be less than current vCPU count'
    throw fault('unsupported configuration', words)
  }
  return { vcpus, maxVcpus }
}
