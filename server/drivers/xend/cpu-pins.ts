import {
  attribute,
  child,
  children,
  make,
  text,
  type XmlElement,
} from '../../../lib/xml/element.ts'
import { withEntry } from './definition-of.ts'
import { listAt, type Sexpr } from './sexpr.ts'
import { unsupported } from './shape.ts'
import { forXml } from './values.ts'

const cpuset = /^(?:\d{1,5}(?:-\d{1,5})?|\^\d{1,5})(?:,(?:\d{1,5}(?:-\d{1,5})?|\^\d{1,5}))*$/

/** Which CPUs of the node a domain may use: all its virtual ones alike, or each its own. */
export interface CpuPins {
  set: string | null
  each: { vcpu: number; set: string }[]
}

/** `(cpus 0-3)` or `(cpus ((1 3) ()))`, a list for each virtual CPU, an empty one being any. */
export function readPins(domain: Sexpr): CpuPins {
  const [value = ''] = listAt(domain, 'cpus')
  if (typeof value === 'string') {
    const set = forXml(value).replaceAll(' ', '')
    return { set: cpuset.test(set) ? set : null, each: [] }
  }
  const sets = value.map((one) => (typeof one === 'string' ? one : one.join(',')))
  const [first = ''] = sets
  if (sets.every((one) => one === first)) {
    return { set: cpuset.test(first) ? first : null, each: [] }
  }
  const each = sets.flatMap((set, vcpu) => (cpuset.test(set) ? [{ vcpu, set }] : []))
  return { set: null, each }
}

export const cputuneXml = ({ each }: CpuPins): XmlElement[] =>
  each.length === 0
    ? []
    : [
        make(
          'cputune',
          {},
          each.map(({ vcpu, set }) => make('vcpupin', { vcpu, cpuset: set })),
        ),
      ]

export function pinsSexpr(domain: XmlElement): Sexpr | null {
  const vcpu = child(domain, 'vcpu')
  const set = vcpu && attribute(vcpu, 'cpuset')
  const tune = child(domain, 'cputune')
  const pins = tune === null ? [] : children(tune, 'vcpupin')
  if (pins.length === 0) return set === null ? null : ['cpus', set]
  const lists: Sexpr[] = Array.from({ length: countOf(vcpu) }, () => [])
  for (const pin of pins) {
    const place = Number(attribute(pin, 'vcpu'))
    if (place in lists) lists[place] = numbersOf(attribute(pin, 'cpuset') ?? '')
  }
  return ['cpus', lists]
}

/**
 * A configuration whose CPUs are told as a xend takes them: `each`, a list for each virtual CPU, or else one text for
 * all. Throws Failure host.unsupported where that cannot be said.
 */
export function pinnedAs(config: Sexpr, each: boolean): Sexpr {
  const [cpus] = listAt(config, 'cpus')
  if (each || cpus === undefined || typeof cpus === 'string') return config
  const [first = '', ...others] = cpus.map((one) => (typeof one === 'string' ? one : one.join(',')))
  if (first === '' || others.some((other) => other !== first)) {
    throw unsupported('a set of CPUs for each virtual CPU in this version')
  }
  return withEntry(config, 'cpus', first)
}

const countOf = (vcpu: XmlElement | null): number =>
  Math.min(Math.max(1, Number(vcpu === null ? 1 : text(vcpu)) || 1), 65_535)

/** `0-2,^1` as 0, 2: xend's lists know no ranges. */
function numbersOf(set: string): string[] {
  const numbers = new Set<number>()
  for (const part of set.split(',')) {
    const [, not, from, to = from] = /^(\^?)(\d{1,5})(?:-(\d{1,5}))?$/.exec(part.trim()) ?? []
    for (let cpu = Number(from); cpu <= Number(to); cpu += 1) {
      if (not === '^') numbers.delete(cpu)
      else numbers.add(cpu)
    }
  }
  return [...numbers].map(String)
}
