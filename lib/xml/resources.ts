import type { KiB } from '../units.ts'
import { attribute, child, text, type XmlElement } from './element.ts'
import { type Field, string, table } from './fields.ts'

/** Hosts print sizes in KiB whatever they were given in (libvirt's src/conf/domain_conf.c); null of any other unit. */
const kib = (name: string): Field<KiB | null> => ({
  read: (element) => {
    const found = child(element, name)
    if (found === null || (attribute(found, 'unit') ?? 'KiB') !== 'KiB') return null
    const value = text(found).trim()
    return /^\d{1,15}$/.test(value) ? Number(value) : null
  },
})

const summary = table('domain', {
  vcpus: string('vcpu/@current', 'vcpu'),
  maxVcpus: string('vcpu'),
  memory: kib('currentMemory'),
  maxMemory: kib('memory'),
  mode: string('cpu/@mode'),
  model: string('cpu/model'),
  sockets: string('cpu/topology/@sockets'),
  cores: string('cpu/topology/@cores'),
  threads: string('cpu/topology/@threads'),
})

/** What a domain may use of its host. Null: its XML does not say. */
export interface Resources {
  vcpus: number | null
  maxVcpus: number | null
  /** What it has, which a balloon in the guest can change while it runs, and the most it may have. */
  memory: KiB | null
  maxMemory: KiB | null
  /** `host-passthrough`, or a model's name. */
  cpu: string | null
  /** `2 sockets × 4 cores × 1 threads` as three numbers, when it is not left to the hypervisor. */
  topology: { sockets: number; cores: number; threads: number } | null
}

const number = (value: string | null): number | null =>
  value !== null && /^\d{1,9}$/.test(value) ? Number(value) : null

/** Of a `<domain>`: https://libvirt.org/formatdomain.html#cpu-allocation */
export function readResources(domain: XmlElement): Resources {
  const says = summary.read(domain)
  const [sockets, cores, threads] = [number(says.sockets), number(says.cores), number(says.threads)]
  return {
    vcpus: number(says.vcpus),
    maxVcpus: number(says.maxVcpus),
    memory: says.memory ?? says.maxMemory,
    maxMemory: says.maxMemory,
    cpu: says.model ?? says.mode,
    topology:
      sockets === null || cores === null || threads === null ? null : { sockets, cores, threads },
  }
}
