import { readCpuSet } from '../../../lib/libvirt/cpu-set.ts'
import type { VcpuReport } from '../../../lib/libvirt/vcpus.ts'
import { readPins } from './cpu-pins.ts'
import { readFigures } from './figures.ts'
import { listAt, listsOf, type Sexpr } from './sexpr.ts'
import { numberAt, switchAt, wholeAt } from './values.ts'
import type { Subject, XendDomains } from './xend-domains.ts'

/** All that it has, on or off. Which CPUs an inactive one may use stands in its definition, where xend tells it. */
export async function readVcpus(domains: XendDomains, subject: Subject): Promise<VcpuReport[]> {
  const { calls, cpus } = domains
  if (subject.row.id === null) return inactiveVcpus(await domains.told(subject), cpus)
  return listsOf(await calls.vcpuinfo(subject.name), 'vcpu').flatMap((vcpu) => {
    const number = wholeAt(vcpu, 65_535, 'number')
    return number === null ? [] : [readVcpu(vcpu, number, cpus)]
  })
}

function readVcpu(vcpu: Sexpr, number: number, cpus: number): VcpuReport {
  const seconds = numberAt(vcpu, 'cpu_time')
  const [map = []] = listAt(vcpu, 'cpumap')
  const may = new Set(typeof map === 'string' ? [] : map.map(Number))
  return {
    vcpu: number,
    state: stateOf(vcpu),
    cpu: wholeAt(vcpu, 65_535, 'cpu'),
    cpuTime: seconds === null ? null : Math.round(seconds * 1e9),
    cpus: all(cpus).filter((cpu) => may.has(cpu)),
  }
}

/** One that neither runs nor waits for anything only waits for its turn. */
function stateOf(vcpu: Sexpr): VcpuReport['state'] {
  if (switchAt(vcpu, 'online') !== true) return 'offline'
  return switchAt(vcpu, 'blocked') === true ? 'blocked' : 'running'
}

function inactiveVcpus(definition: Sexpr, cpus: number): VcpuReport[] {
  const { set, each } = readPins(definition)
  const { maxVcpus } = readFigures(definition)
  return all(maxVcpus).map((vcpu) => {
    const text = each.find((pin) => pin.vcpu === vcpu)?.set ?? set
    const may = text === null ? null : readCpuSet(text)
    const allowed = may === null ? all(cpus) : may.filter((cpu) => cpu < cpus)
    return { vcpu, state: 'offline', cpu: null, cpuTime: null, cpus: allowed }
  })
}

const all = (count: number): number[] => Array.from({ length: count }, (_, number) => number)
