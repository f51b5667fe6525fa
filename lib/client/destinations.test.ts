import { expect, test } from 'vitest'
import { xendHypervisor } from '../libvirt/xend-hypervisor.ts'
import { destinationsOf } from './destinations.ts'
import { aConnection } from './samples.ts'

const host = (uri: string, given = {}) => aConnection({ id: uri, uri, ...given })
const xend = (uri: string) => {
  const { state } = aConnection()
  return host(uri, { state: { ...state, hypervisor: xendHypervisor } })
}

const all = [
  host('qemu+ssh://root@b/system?keyfile=/home/mika/key'),
  host('qemu+tls://a/system'),
  host('qemu:///system'),
  host('lxc+ssh://c/'),
  host('qemu+ssh://d/system', { state: { phase: 'closed', error: null } }),
  host('qemu+ssh://e/system', { readOnly: true }),
  xend('http://attic:8000/'),
  xend('http://cellar:8000/'),
  host('xen+ssh://f/'),
]

test('a machine may move to the open hosts of its hypervisor, without what is for who dials from here', () => {
  expect(destinationsOf(host('qemu+tcp://a/system'), all)).toEqual(['qemu+ssh://root@b/system'])
  expect(destinationsOf(host('qemu:///system'), all)).toEqual([
    'qemu+tls://a/system',
    'qemu+ssh://root@b/system',
  ])
})

test('a xend is given hosts, and only those that have one', () => {
  expect(destinationsOf(xend('http://attic:8000/'), all)).toEqual(['cellar'])
  expect(destinationsOf(host('xen+ssh://g/'), all)).toEqual(['xen+ssh://f/'])
})
