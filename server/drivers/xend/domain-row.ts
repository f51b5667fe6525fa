import type { Domain } from '../../../lib/libvirt/domain.ts'
import { domainDetails } from '../../../lib/xml/domain-details.ts'
import type { ConfigFormat } from './config-format.ts'
import { domainXml, readNames } from './domain-xml.ts'
import { readFigures } from './figures.ts'
import type { Sexpr } from './sexpr.ts'
import { stateOf } from './state-of.ts'
import { numberAt, textAt } from './values.ts'

/**
 * `(domain …)` as a row. An inactive domain is kept by its xend; whether an active one is, no xend tells. Throws Failure
 * host.not-xend for one without name or uuid.
 */
export function readDomainRow(domain: Sexpr, format: ConfigFormat): Domain {
  const { id, memory, maxMemory, vcpus } = readFigures(domain)
  return {
    ...readNames(domain),
    id,
    ...stateOf(domain, id),
    persistent: id === null,
    autostart: startsWithHost(domain),
    vcpus,
    memory,
    maxMemory,
    details: domainDetails(domainXml(domain, { format })),
  }
}

export const startsWithHost = (domain: Sexpr): boolean =>
  textAt(domain, 'on_xend_start') === 'start'

/** Nanoseconds of CPU time of an active domain; null when unknown. An inactive one tells of a life that is over. */
export function readCpuTime(domain: Sexpr): number | null {
  const seconds = numberAt(domain, 'cpu_time')
  return readFigures(domain).id === null || seconds === null || seconds < 0
    ? null
    : Math.round(seconds * 1e9)
}
