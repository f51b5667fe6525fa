import { expect, test } from 'vitest'
import type { DomainChange, DomainChanges } from '../../lib/libvirt/changes.ts'
import { virshChange, virshHostChange } from './virsh-change.ts'

const uuid = '00000000-0000-4000-8000-000000000001'
const uri = 'qemu:///system'
const web = { name: 'web', uuid, state: 'running' } as const
const of = <K extends DomainChange>(
  change: K,
  asked: DomainChanges[K],
  { subject = web, hypervisor = 'QEMU' }: { subject?: object; hypervisor?: string } = {},
) =>
  virshChange(uri, { change, asked, subject: { ...web, ...subject }, hypervisor })?.replaceAll(
    'virsh -c qemu:///system ',
    '',
  )

test('what a person typed is quoted for a shell, and is no option', () => {
  expect(of('save', { path: '/a b/$(c)' })).toBe("save web '/a b/$(c)'")
  expect(of('rename', { name: "it's" })).toBe("domrename web 'it'\\''s'")
  expect(of('rename', { name: '-x' })).toBe('domrename web --new-name -x')
  expect(of('migrate', { destination: 'qemu+ssh://b/system;ls', live: true })).toBe(
    "migrate web 'qemu+ssh://b/system;ls' --p2p --persistent --undefinesource --live",
  )
  expect(of('setAutostart', { on: false }, { subject: { name: '7' } })).toBe(
    `autostart ${uuid} --disable`,
  )
  expect(virshHostChange(uri, { change: 'restore', asked: { path: '/a b' } })).toBe(
    "virsh -c qemu:///system restore '/a b'",
  )
})

test('only QEMU is told of what only QEMU has', () => {
  const all = 'undefine web --managed-save --snapshots-metadata'
  expect(of('undefine', {})).toBe(`${all} --checkpoints-metadata --nvram`)
  expect(of('undefine', {}, { hypervisor: 'Xen' })).toBe(all)
})

test('libvirt’s test driver is not given the flags that it refuses', () => {
  const pin = { vcpu: 0, cpus: [0, 2] }
  const now = { hypervisor: 'TEST' }
  expect(of('pinVcpu', { ...pin, affects: 'live' }, now)).toBe('vcpupin web 0 0,2')
  expect(of('pinVcpu', { ...pin, affects: 'both' }, now)).toBe('vcpupin web 0 0,2 --live --config')
  expect(
    of('pinVcpu', { ...pin, affects: 'config' }, { ...now, subject: { state: 'shutoff' } }),
  ).toBe('vcpupin web 0 0,2')
  expect(of('setMemory', { memory: 9, affects: 'both' }, now)).toBe(
    'setmem web 9 --config && setmem web 9 --live',
  )
  expect(of('setMemory', { memory: 9, affects: 'both' })).toBe('setmem web 9 --live --config')
})

test('where virsh cannot go there is no command', () => {
  const xend = 'http://old.example:8000/'
  const asked = { change: 'undefine', asked: {}, subject: web, hypervisor: 'Xen' } as const
  expect(virshChange(xend, asked)).toBeNull()
  expect(virshHostChange(xend, { change: 'restore', asked: { path: '/s' } })).toBeNull()
})
