import type { KiB } from '../units.ts'
import { at, attribute, child, children, childText, text, type XmlElement } from './element.ts'
import { count, string, table } from './fields.ts'
import { readXml, XmlError } from './read.ts'

/** What a host says it is and offers: https://libvirt.org/formatcaps.html */
export interface Capabilities {
  uuid: string | null
  cpu: CpuCapabilities
  /** `suspend_mem`, `suspend_disk` … */
  powerManagement: string[]
  iommu: boolean | null
  migration: { live: boolean; transports: string[] }
  cells: NumaCell[]
  security: { model: string; doi: string | null }[]
  guests: GuestCapabilities[]
}

export interface CpuCapabilities {
  arch: string | null
  model: string | null
  vendor: string | null
  /** Per NUMA cell or socket, as the host counts it. */
  sockets: number | null
  dies: number | null
  cores: number | null
  threads: number | null
  features: string[]
}

export interface NumaCell {
  id: number
  memory: KiB | null
  /** The numbers of its CPUs. */
  cpus: number[]
}

export interface GuestCapabilities {
  osType: string
  arch: string
  wordSize: number | null
  emulator: string | null
  /** What a fully virtual guest of Xen is started by. */
  loader: string | null
  /** `kvm`, `qemu`, `xen`, `test` … */
  domainTypes: string[]
  /** Canonical names and aliases as the host lists them, each once. */
  machines: string[]
  features: string[]
}

/** Throws XmlError for text that is not a `<capabilities>`. What a host leaves out is null or empty. */
export function readCapabilities(xml: string): Capabilities {
  const { root } = readXml(xml)
  if (root.name !== 'capabilities') {
    throw new XmlError('the root element is not <capabilities>', 1, 0)
  }
  const host = child(root, 'host')
  const cells = host && at(host, 'topology', 'cells')
  return {
    uuid: host && childText(host, 'uuid'),
    cpu: readCpu(host && child(host, 'cpu')),
    powerManagement: names(host && child(host, 'power_management')),
    iommu: readIommu(host),
    migration: readMigration(host && child(host, 'migration_features')),
    cells: cells === null ? [] : children(cells, 'cell').flatMap(readCell),
    security: securityModel
      .within(host)
      .flatMap(({ model, doi }) => (model === null ? [] : { model, doi })),
    guests: children(root, 'guest').flatMap(readGuest),
  }
}

const securityModel = table('secmodel', { model: string('model'), doi: string('doi') })

const cpuRows = table('cpu', {
  arch: string('arch'),
  model: string('model'),
  vendor: string('vendor'),
  sockets: count('topology/@sockets'),
  dies: count('topology/@dies'),
  cores: count('topology/@cores'),
  threads: count('topology/@threads'),
})

function readCpu(cpu: XmlElement | null): CpuCapabilities {
  if (cpu === null) {
    const none = { arch: null, model: null, vendor: null }
    return { ...none, sockets: null, dies: null, cores: null, threads: null, features: [] }
  }
  // QEMU lists <feature name>; Xen and the test driver name an element each inside <features>.
  const named = children(cpu, 'feature').flatMap((one) => attribute(one, 'name') ?? [])
  return { ...cpuRows.read(cpu), features: [...named, ...names(child(cpu, 'features'))] }
}

function readIommu(host: XmlElement | null): boolean | null {
  const iommu = host && child(host, 'iommu')
  return iommu === null ? null : attribute(iommu, 'support') === 'yes'
}

function readMigration(features: XmlElement | null): Capabilities['migration'] {
  if (features === null) return { live: false, transports: [] }
  const transports = child(features, 'uri_transports')
  return {
    live: child(features, 'live') !== null,
    transports:
      transports === null
        ? []
        : children(transports, 'uri_transport').map((one) => text(one).trim()),
  }
}

const cellRows = table('cell', { id: count('@id'), memory: count('memory') })

function readCell(cell: XmlElement): NumaCell[] {
  const { id, memory } = cellRows.read(cell)
  const cpus = child(cell, 'cpus')
  if (id === null) return []
  const numbers = cpus === null ? [] : children(cpus, 'cpu').map((cpu) => attribute(cpu, 'id'))
  return [{ id, memory, cpus: numbers.filter((one) => one !== null).map(Number) }]
}

function readGuest(guest: XmlElement): GuestCapabilities[] {
  const arch = child(guest, 'arch')
  const osType = childText(guest, 'os_type')
  if (arch === null || osType === null) return []
  const domains = children(arch, 'domain')
  // A <domain> may list machines of its own that differ from the architecture's.
  const machines = [arch, ...domains].flatMap((one) => children(one, 'machine'))
  return [
    {
      osType,
      arch: attribute(arch, 'name') ?? '',
      wordSize: count('wordsize').read(arch),
      emulator: childText(arch, 'emulator'),
      loader: childText(arch, 'loader'),
      domainTypes: domains.flatMap((one) => attribute(one, 'type') ?? []),
      machines: [...new Set(machines.map((machine) => text(machine).trim()))],
      features: names(child(guest, 'features')),
    },
  ]
}

const names = (element: XmlElement | null): string[] =>
  element === null ? [] : children(element).map((one) => one.local)
