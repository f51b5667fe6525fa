import type { KiB } from '../../../lib/units.ts'
import { at, type XmlElement } from '../../../lib/xml/element.ts'
import { fault } from './refusal.ts'
import { sizeOf } from './sizes.ts'
import { readVcpus, type VcpuFigures } from './vcpu-figures.ts'

/** What changes of a definition without being typed anew, as libvirt understands it. */
export interface DomainFigures extends VcpuFigures {
  name: string
  uuid: string
  memory: KiB
  maxMemory: KiB
  /** How far memory can be plugged in (`<maxMemory>`), or null. */
  mostMemory: KiB | null
  /** Its memory stands in cells, where no call changes it. */
  inCells: boolean
}

/** Throws Failure in libvirt's words. */
export function readFigures(domain: XmlElement, name: string, uuid: string): DomainFigures {
  const figures = { name, uuid, ...readMemory(domain), ...readVcpus(domain) }
  if (figures.maxMemory > 0) return figures
  const words = 'Memory size must be specified via <memory> or in the <numa> configuration'
  throw fault('XML error', words)
}

/** KiB, rounded up; what is in use now is never more than there is. */
function readMemory(domain: XmlElement) {
  const size = (name: string) => {
    const bytes = sizeOf(domain, name, 'KiB')
    return bytes === null ? null : Math.ceil(bytes / 1024)
  }
  const maxMemory = size('memory') ?? 0
  const inCells = at(domain, 'cpu', 'numa') !== null
  const memory = Math.min(maxMemory, size('currentMemory') ?? maxMemory)
  return { memory, maxMemory, mostMemory: size('maxMemory'), inCells }
}
