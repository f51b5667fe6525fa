import { readCpuSet, writeCpuSet } from '../../../lib/libvirt/cpu-set.ts'
import {
  attribute,
  child,
  children,
  make,
  text,
  type XmlElement,
} from '../../../lib/xml/element.ts'
import { required, wholeNumber, word } from './checked-attribute.ts'
import { fault } from './refusal.ts'

/** The virtual CPUs of a definition. Sets of the node's CPUs are written as libvirt writes them. */
export interface VcpuFigures {
  vcpus: number
  maxVcpus: number
  /** By number, where `<vcpus>` tells of each; null: the first ones are there. */
  each: readonly Vcpu[] | null
  /** The CPUs of the node that all of them may run on; null: all CPUs. */
  cpus: string | null
  /** Those of single ones that may run on others. */
  pins: ReadonlyMap<number, string>
}

interface Vcpu {
  enabled: boolean
  hotpluggable: boolean
  order: number | null
}

const yesNo = ['yes', 'no'] as const

/** Throws Failure in libvirt's words. */
export function readVcpus(domain: XmlElement): VcpuFigures {
  const { vcpus, maxVcpus } = readCounts(domain)
  const each = readEach(domain, maxVcpus)
  const element = child(domain, 'vcpu')
  const cpus = element && attribute(element, 'cpuset')
  return {
    vcpus: each === null ? vcpus : each.filter(({ enabled }) => enabled).length,
    maxVcpus,
    each,
    cpus: cpus === null ? null : cpuSet(cpus),
    pins: readPins(domain, maxVcpus),
  }
}

/** The numbers of the virtual CPUs that are there. */
export const online = ({ vcpus, each }: VcpuFigures): number[] =>
  each === null
    ? Array.from({ length: vcpus }, (_, vcpu) => vcpu)
    : each.flatMap(({ enabled }, vcpu) => (enabled ? vcpu : []))

/** With so many of them there, the first ones (virDomainDefSetVcpus). */
export const withVcpus = ({ each }: VcpuFigures, vcpus: number) => ({
  vcpus,
  each: each?.map((one, number) => ({ ...one, enabled: number < vcpus })) ?? null,
})

/** With one of them bound to CPUs of the node. */
export const withPin = ({ pins }: VcpuFigures, vcpu: number, cpus: string) => ({
  pins: new Map(pins).set(vcpu, cpus),
})

export const eachXml = ({ each }: VcpuFigures): XmlElement | null => {
  const written = (value: boolean) => (value ? 'yes' : 'no')
  if (each === null) return null
  const rows = each.map(({ enabled, hotpluggable, order }, id) =>
    make('vcpu', { id, enabled: written(enabled), hotpluggable: written(hotpluggable), order }),
  )
  return make('vcpus', {}, rows)
}

export const pinsXml = ({ pins }: VcpuFigures): XmlElement[] =>
  [...pins].sort(([a], [b]) => a - b).map(([vcpu, cpuset]) => make('vcpupin', { vcpu, cpuset }))

function readCounts(domain: XmlElement) {
  const element = child(domain, 'vcpu')
  const value = element === null ? '1' : text(element).trim()
  if (!/^\d{1,5}$/.test(value)) {
    throw fault('XML error', 'maximum vcpus count must be an integer')
  }
  const maxVcpus = Number(value)
  if (maxVcpus === 0) throw fault('internal error', 'CPU IDs in <numa> exceed the <vcpu> count')
  const vcpus = (element && wholeNumber(element, 'current')) ?? maxVcpus
  if (vcpus > maxVcpus) {
    const words = 'maximum vCPU count must not be less than current vCPU count'
    throw fault('unsupported configuration', words)
  }
  return { vcpus, maxVcpus }
}

/** virDomainVcpuParse */
function readEach(domain: XmlElement, maxVcpus: number): Vcpu[] | null {
  const element = child(domain, 'vcpus')
  const rows = element === null ? [] : children(element, 'vcpu')
  if (rows.length === 0) return null
  const absent: Vcpu = { enabled: false, hotpluggable: true, order: null }
  const each = Array.from({ length: maxVcpus }, () => absent)
  for (const row of rows) {
    required(row, 'id')
    const id = wholeNumber(row, 'id') ?? 0
    if (id >= maxVcpus) {
      throw fault('XML error', `vcpu id '${id}' is out of range of maximum vcpu count`)
    }
    required(row, 'enabled')
    const enabled = word(row, 'enabled', yesNo) === 'yes'
    const hotpluggable = word(row, 'hotpluggable', yesNo) ?? (enabled ? 'no' : 'yes')
    const order = enabled ? wholeNumber(row, 'order') : null
    each[id] = { enabled, hotpluggable: hotpluggable === 'yes', order }
  }
  return each
}

/** virDomainVcpuPinDefParseXML; one that is of no virtual CPU is passed over. */
function readPins(domain: XmlElement, maxVcpus: number): Map<number, string> {
  const pins = new Map<number, string>()
  const tune = child(domain, 'cputune')
  for (const pin of tune === null ? [] : children(tune, 'vcpupin')) {
    required(pin, 'vcpu')
    const vcpu = wholeNumber(pin, 'vcpu') ?? 0
    if (vcpu >= maxVcpus) continue
    if (pins.has(vcpu)) throw fault('internal error', `duplicate vcpupin for vcpu '${vcpu}'`)
    const cpus = attribute(pin, 'cpuset')
    if (cpus === null) throw fault('internal error', 'missing cpuset for vcpupin')
    pins.set(vcpu, cpuSet(cpus))
  }
  return pins
}

/** Written as libvirt writes it. Throws Failure. */
function cpuSet(typed: string): string {
  const cpus = readCpuSet(typed)
  if (cpus === null) throw fault('invalid argument', `Failed to parse bitmap '${typed}'`)
  if (cpus.length === 0) {
    throw fault('unsupported configuration', `Invalid value of 'cpuset': ${typed}`)
  }
  return writeCpuSet(cpus)
}
