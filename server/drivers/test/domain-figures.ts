import type { KiB } from '../../../lib/units.ts'
import { at, children, type XmlElement } from '../../../lib/xml/element.ts'
import { kibAt, kibOfCell } from './kib.ts'
import { fault } from './refusal.ts'
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

/** What is in use now is never more than there is. */
function readMemory(domain: XmlElement) {
  const numa = at(domain, 'cpu', 'numa')
  const cells = numa === null ? [] : children(numa, 'cell').map(kibOfCell)
  const maxMemory = kibAt(domain, 'memory') || cells.reduce((sum, cell) => sum + cell, 0)
  const memory = Math.min(maxMemory, kibAt(domain, 'currentMemory') ?? maxMemory)
  const mostMemory = kibAt(domain, 'maxMemory')
  return { memory, maxMemory, mostMemory, inCells: numa !== null }
}
