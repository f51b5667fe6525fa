import { make, type XmlElement } from '../../../lib/xml/element.ts'
import { printXml } from '../../../lib/xml/print.ts'
import type { ConfigFormat } from './config-format.ts'
import { cputuneXml, readPins } from './cpu-pins.ts'
import { devicesXml } from './domain-devices.ts'
import { readFigures } from './figures.ts'
import { notXend } from './http-answer.ts'
import { imageOf, isHostDomain } from './image.ts'
import { clockXml, featuresXml } from './image-features.ts'
import { osXml } from './image-os.ts'
import type { Sexpr } from './sexpr.ts'
import { textAt } from './values.ts'

export interface XmlWish {
  format: ConfigFormat
  /** Without the id and what else holds for this life only. */
  inactive?: boolean
  /** With passwords. */
  secure?: boolean
}

/** The definition as text, laid out as libvirt does. Throws Failure host.not-xend for what is no domain. */
export const writeDomainXml = (domain: Sexpr, wish: XmlWish): string =>
  printXml(domainXml(domain, wish))

/** `(domain …)` or `(vm …)` as libvirt's `<domain>`: https://libvirt.org/formatdomain.html */
export function domainXml(domain: Sexpr, wish: XmlWish): XmlElement {
  const { format, inactive = false, secure = false } = wish
  const { name, uuid } = readNames(domain)
  const figures = readFigures(domain)
  const { memory, maxMemory } = figures
  const image = imageOf(domain)
  const pins = readPins(domain)
  const id = inactive ? null : figures.id
  const current = figures.vcpus === figures.maxVcpus ? null : figures.vcpus
  return make('domain', { type: 'xen', id }, [
    make('name', {}, [name]),
    make('uuid', {}, [uuid]),
    make('memory', { unit: 'KiB' }, [String(maxMemory)]),
    make('currentMemory', { unit: 'KiB' }, [String(memory)]),
    make('vcpu', { placement: 'static', cpuset: pins.set, current }, [String(figures.maxVcpus)]),
    ...cputuneXml(pins),
    ...(isHostDomain(figures.id) ? [hostOs] : osXml(domain, image)),
    ...featuresXml(image),
    clockXml(domain, image),
    ...eventsXml(domain),
    devicesXml(domain, image, { id, secure, portById: format === 1 }),
  ])
}

/** The boot loader of the machine started the host's own domain; libvirt 9 takes no definition without a type. */
const hostOs = make('os', {}, [make('type', {}, ['linux'])])

/** Both are there whatever the version. The uuid in lower case with dashes. */
export function readNames(domain: Sexpr): { name: string; uuid: string } {
  const name = textAt(domain, 'name')
  const uuid = dashed(textAt(domain, 'uuid') ?? '')
  if (name === null || uuid === null) {
    const what = name === null ? 'A domain has no name' : `The domain ${name} has no uuid`
    throw notXend(`${what}.`)
  }
  return { name, uuid }
}

/** A uuid as libvirt spells it, in lower case with dashes; null for what is none. */
export function dashed(text: string): string | null {
  const digits = text.replaceAll('-', '').toLowerCase()
  const [, ...parts] =
    /^([\da-f]{8})([\da-f]{4})([\da-f]{4})([\da-f]{4})([\da-f]{12})$/.exec(digits) ?? []
  return parts.length === 0 ? null : parts.join('-')
}

const actions = ['destroy', 'restart', 'preserve', 'rename-restart']
const crashActions = [...actions, 'coredump-destroy', 'coredump-restart']

/** Words that libvirt does not know are those of no xend; what is not said is xend's default. */
export const events: readonly (readonly [string, readonly string[], string])[] = [
  ['on_poweroff', actions, 'destroy'],
  ['on_reboot', actions, 'restart'],
  ['on_crash', crashActions, 'destroy'],
]

const eventsXml = (domain: Sexpr): XmlElement[] =>
  events.map(([name, words, usual]) => {
    const said = textAt(domain, name)?.replaceAll('_', '-')
    return make(name, {}, [words.find((word) => word === said) ?? usual])
  })
