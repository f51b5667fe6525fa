import { diskXml, newDisk, withPath } from './devices/new-disk.ts'
import { interfaceXml, newInterface } from './devices/new-interface.ts'
import { make, type XmlComment, type XmlElement } from './element.ts'
import type { GuestKind } from './guest-kinds.ts'
import { indented } from './indented.ts'
import { writeNode } from './write.ts'

/**
 * A definition to begin with, for one kind of guest: the least that starts, and as comments what it mostly gets
 * besides. A host fills in the rest: UUID, addresses, controllers.
 */
export function newDomainXml(kind: GuestKind, name: string): string {
  const bare = domainXml(kind, name, [])
  return `${writeNode(indented(domainXml(kind, name, devicesXml(kind, bare))))}\n`
}

/** The first of `machine-1`, `machine-2` … that is not taken. */
export function freeName(taken: ReadonlySet<string>): string {
  let number = 1
  while (taken.has(`machine-${number}`)) number += 1
  return `machine-${number}`
}

function domainXml(
  kind: GuestKind,
  name: string,
  devices: (XmlElement | XmlComment)[],
): XmlElement {
  const x86 = /^(?:x86_64|i[3-6]86)$/.test(kind.arch)
  return make('domain', { type: kind.type }, [
    make('name', {}, [name]),
    make('memory', { unit: 'MiB' }, ['1024']),
    make('vcpu', {}, ['1']),
    ...(kind.osType === 'linux' ? [make('bootloader', {}, ['/usr/bin/pygrub'])] : []),
    osXml(kind),
    ...(kind.osType === 'hvm' && x86 ? [make('features', {}, [make('acpi'), make('apic')])] : []),
    make('devices', {}, devices),
  ])
}

function osXml({ osType, arch, loader }: GuestKind): XmlElement {
  // libvirt's schema has no architecture `i686` for a paravirtual guest's `linux`, and hosts know their own
  const type = make('type', { arch: (osType !== 'linux' && arch) || null }, [osType])
  if (osType === 'exe') return make('os', {}, [type, make('init', {}, ['/bin/sh'])])
  if (osType !== 'hvm') return make('os', {}, [type])
  return make('os', {}, [
    type,
    ...(loader === null ? [] : [make('loader', { type: 'rom' }, [loader])]),
    make('boot', { dev: 'hd' }),
  ])
}

function devicesXml(kind: GuestKind, domain: XmlElement): (XmlElement | XmlComment)[] {
  const emulator = kind.emulator === null ? [] : [make('emulator', {}, [kind.emulator])]
  const console = make('console', { type: 'pty' })
  if (kind.osType === 'exe') return [...emulator, console]
  const image =
    kind.type === 'xen' ? '/var/lib/xen/images/disk.img' : '/var/lib/libvirt/images/disk.qcow2'
  const disk = withPath(newDisk(domain, 'disk'), image)
  return [
    ...emulator,
    without('A disk, when its image is there', diskXml(disk, domain)),
    without('A network card', interfaceXml(newInterface(domain))),
    ...(kind.type === 'test' ? [] : [make('graphics', { type: 'vnc' })]),
    console,
  ]
}

/** Something as a comment, to be had by taking the marks away. */
const without = (says: string, element: XmlElement): XmlComment => ({
  kind: 'comment',
  value: ` ${says}:\n    ${writeNode(element).replaceAll('\n', '\n    ')}\n    `,
})
