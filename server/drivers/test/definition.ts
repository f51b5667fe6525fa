import type { DomainDetails } from '../../../lib/libvirt/domain.ts'
import { children, type XmlElement } from '../../../lib/xml/element.ts'
import { printXml } from '../../../lib/xml/print.ts'
import { readXml } from '../../../lib/xml/read.ts'
import { withoutSecrets } from '../../../lib/xml/without-secrets.ts'
import type { DomainFigures } from './domain-figures.ts'
import { domainXml } from './domain-xml.ts'

/**
 * One definition of a domain: what was typed, and the figures that hold whatever was typed. Nobody mutates one, a
 * change makes another; so what runs and what runs next are one object until they differ.
 */
export interface Definition {
  readonly figures: DomainFigures
  /** The domain in an element that declares the prefixes it borrows. With its secrets. */
  readonly typed: string
  readonly details: DomainDetails
  /** The network of each interface; null: of another kind. Only these have addresses that libvirt makes up. */
  readonly networks: readonly (string | null)[]
  /** What shutting down and rebooting come to: `destroy`, `restart` … */
  readonly onPoweroff: string
  readonly onReboot: string
}

/** The same with other figures. */
export const withFigures = (before: Definition, figures: Partial<DomainFigures>): Definition => ({
  ...before,
  figures: { ...before.figures, ...figures },
})

/** As libvirt writes it; `id` is that of what runs by it. Made anew each time. */
export const definitionXml = (definition: Definition, id: number | null): string =>
  printXml(withoutSecrets(whole(definition, id)))

/** The same with the secrets that are told only to who asks for them (VIR_DOMAIN_XML_SECURE). */
export const secretXml = (definition: Definition): string => printXml(whole(definition, null))

function whole({ typed, figures }: Definition, id: number | null): XmlElement {
  const [domain] = children(readXml(typed).root)
  if (domain === undefined) throw new Error('a definition is of a domain')
  return domainXml(domain, figures, id)
}
