import { expect, test } from 'vitest'
import { readCapabilities } from './capabilities.ts'
import { type GuestKind, guessedKind, guestKinds, kindLabel } from './guest-kinds.ts'
import { freeName, newDomainXml } from './new-domain.ts'
import { readDefinition } from './read-definition.ts'

const guest = (osType: string, arch: string, types: string[], more = '') =>
  `<guest><os_type>${osType}</os_type><arch name='${arch}'><wordsize>64</wordsize>${more}
  ${types.map((type) => `<domain type='${type}'/>`).join('')}</arch></guest>`

const kindsOf = (hostArch: string, ...guests: string[]) =>
  guestKinds(
    readCapabilities(
      `<capabilities><host><cpu><arch>${hostArch}</arch></cpu></host>${guests.join('')}</capabilities>`,
    ),
  )

const pc = '<emulator>/usr/bin/qemu-system-x86_64</emulator>'
const kvm: GuestKind = {
  type: 'kvm',
  osType: 'hvm',
  arch: 'x86_64',
  emulator: '/usr/bin/qemu-system-x86_64',
  loader: null,
}

test('the likeliest kind is of the host’s own architecture, by the best it has', () => {
  const kinds = kindsOf(
    'x86_64',
    guest('hvm', 'aarch64', ['qemu']),
    guest('hvm', 'i686', ['qemu', 'kvm'], pc),
    guest('hvm', 'x86_64', ['qemu', 'kvm'], pc),
  )
  expect(kinds[0]).toEqual(kvm)
  expect(kinds.map(kindLabel)).toEqual([
    'KVM · x86_64',
    'QEMU · x86_64',
    'KVM · i686',
    'QEMU · aarch64',
    'QEMU · i686',
  ])
})

test('a Xen host offers guests that know of it first, then whole machines with their loader', () => {
  const loader = '<loader>/usr/lib/xen/boot/hvmloader</loader>'
  const kinds = kindsOf(
    'x86_64',
    guest('hvm', 'x86_64', ['xen'], loader),
    guest('xen', 'x86_64', ['xen']),
  )
  expect(kinds.map(kindLabel)).toEqual([
    'Xen · x86_64 · paravirtual',
    'Xen · x86_64 · fully virtual',
  ])
  const [linux, hvm] = kinds.map((kind) => newDomainXml(kind, 'web'))
  expect(linux).toContain('<type>linux</type>')
  expect(linux).toContain("<target dev='xvda' bus='xen'/>")
  expect(linux).toContain("<source bridge='xenbr0'/>")
  expect(hvm).toContain('hvmloader</loader>')
})

test('a host that does not say what it offers is guessed by its hypervisor', () => {
  expect(guessedKind('QEMU').type).toBe('qemu')
  expect(guessedKind('Xen (xend)')).toMatchObject({ type: 'xen', osType: 'linux' })
})

test('what it writes is a definition on lines, with what may be added as comments', () => {
  const xml = newDomainXml(kvm, 'a<b')
  expect(readDefinition(xml)).toMatchObject({ ok: true, name: 'a<b', uuid: null })
  expect(xml).toContain("\n    <type arch='x86_64'>hvm</type>\n")
  expect(xml).toContain("\n    <!-- A network card:\n    <interface type='network'>\n")
  expect(xml.endsWith('  </devices>\n</domain>\n')).toBe(true)
})

test('without the comment marks it is a definition still', () => {
  const xml = newDomainXml(kvm, 'web').replace(/<!-- [^<]*|-->/g, '')
  expect(xml).toContain("<target dev='vda' bus='virtio'/>")
  expect(readDefinition(xml)).toMatchObject({ ok: true })
})

test('a new machine gets the first name that is free', () => {
  expect(freeName(new Set())).toBe('machine-1')
  expect(freeName(new Set(['machine-1', 'machine-3']))).toBe('machine-2')
})
