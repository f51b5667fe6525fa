import {
  attribute,
  child,
  children,
  make,
  makeText,
  type XmlElement,
} from '../../../lib/xml/element.ts'
import { arrange } from './arrange.ts'
import { kibOfCell } from './kib.ts'
import { pinsXml, type VcpuFigures } from './vcpu-figures.ts'

export function vcpuXml(domain: XmlElement, { vcpus, maxVcpus, cpus }: VcpuFigures): XmlElement {
  const given = child(domain, 'vcpu') ?? make('vcpu')
  const vcpu = arrange(given, {
    order: ['…'],
    attributes: {
      placement: attribute(given, 'placement') ?? 'static',
      cpuset: cpus,
      current: vcpus === maxVcpus ? null : vcpus,
    },
  })
  return { ...vcpu, children: [makeText(String(maxVcpus))] }
}

const tuneOrder = [
  ...['shares', 'period', 'quota', 'global_period', 'global_quota'],
  ...['emulator_period', 'emulator_quota', 'iothread_period', 'iothread_quota'],
  ...['vcpupin', 'emulatorpin', 'iothreadpin', '…'],
]

export function cputuneXml(domain: XmlElement, figures: VcpuFigures): XmlElement | null {
  const vcpupin = pinsXml(figures)
  const given = child(domain, 'cputune') ?? make('cputune')
  const tune = arrange(given, { order: tuneOrder, put: { vcpupin } })
  return children(tune).length > 0 ? tune : null
}

/** virCPUDefFormat */
export function cpuXml(cpu: XmlElement | null): XmlElement | null {
  if (cpu === null) return null
  const model = child(cpu, 'model')
  const numa = child(cpu, 'numa')
  const topology = child(cpu, 'topology')
  const given = (name: string) => attribute(cpu, name)
  return arrange(cpu, {
    order: ['model', 'vendor', 'topology', 'cache', 'maxphysaddr', 'feature', 'numa', '…'],
    attributes: {
      mode: given('mode') ?? (model === null ? null : 'custom'),
      match: given('match') ?? (model === null ? null : 'exact'),
    },
    put: {
      model: model && withDefaults(model, { fallback: 'allow' }),
      topology: topology && withDefaults(topology, { dies: '1' }),
      numa: numa && make('numa', {}, children(numa, 'cell').map(cellXml)),
    },
  })
}

const cellXml = (cell: XmlElement, index: number) =>
  arrange(cell, {
    order: ['…'],
    attributes: {
      id: attribute(cell, 'id') ?? index,
      cpus: attribute(cell, 'cpus'),
      memory: kibOfCell(cell),
      unit: 'KiB',
    },
  })

/** Attributes that are written even where nobody typed them. */
const withDefaults = (element: XmlElement, defaults: Record<string, string>): XmlElement =>
  arrange(element, {
    order: ['…'],
    attributes: Object.fromEntries(
      Object.entries(defaults).map(([name, value]) => [name, attribute(element, name) ?? value]),
    ),
  })
