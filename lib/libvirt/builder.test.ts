import { describe, expect, test } from 'vitest'
import {
  hypervisorOf,
  hypervisors,
  paramsFor,
  paramsOffered,
  placeOf,
  places,
  setHypervisor,
  setPlace,
  setSshKind,
  sshKindOf,
} from './builder.ts'
import { formatUri, type LibvirtUri, parseUri } from './uri.ts'

const uri = (text: string): LibvirtUri => {
  const read = parseUri(text)
  if (!read.ok) throw new Error(read.error)
  return read.uri
}

describe('the place of a URI', () => {
  test.each([
    ['qemu:///system', 'local'],
    ['', 'local'],
    ['qemu+unix:///session', 'local'],
    ['qemu://host/system', 'tls'],
    ['qemu+tls://host/system', 'tls'],
    ['qemu+tcp://host/system', 'tcp'],
    ['qemu+ssh://root@host/system', 'ssh'],
    ['qemu+libssh2://host/system', 'ssh'],
    ['http://attic:8000/', 'xen-http'],
    ['///var/run/xend/xend-socket', 'xen-socket'],
    ['qemu+ext:///system?command=x', 'other'],
    ['myalias', 'other'],
  ])('%s is %s', (text, place) => {
    expect(placeOf(uri(text))).toBe(place)
  })

  test.each([
    ['qemu:///system', 'ssh', 'qemu+ssh:///system'],
    [
      'qemu+ssh://root@host:2222/system?keyfile=/k',
      'tcp',
      'qemu+tcp://root@host/system?keyfile=/k',
    ],
    ['qemu+ssh://root@host:2222/system', 'local', 'qemu:///system'],
    ['qemu+tcp://host/system', 'tls', 'qemu://host/system'],
    ['http://attic:8000/', 'ssh', 'xen+ssh://attic/system'],
    ['qemu+ssh://attic/system', 'xen-http', 'http://attic'],
    ['qemu:///system', 'xen-socket', '///var/run/xend/xend-socket'],
    ['', 'tls', 'qemu+tls:///system'],
  ] as const)('%s moved to %s is %s', (from, place, to) => {
    expect(formatUri(setPlace(uri(from), place))).toBe(to)
  })

  test('a place that was chosen is the place that the URI then has', () => {
    for (const text of ['', 'qemu:///system', 'qemu+ssh://u@h:1/session', 'http://h/', 'name']) {
      for (const place of places) expect(placeOf(setPlace(uri(text), place))).toBe(place)
    }
  })
})

describe('the hypervisor of a URI', () => {
  test.each([
    ['qemu:///system', 'QEMU/KVM, system'],
    ['qemu+ssh://h/session', 'QEMU/KVM, user session'],
    ['xen+ssh://h/', 'Xen'],
    ['xen+ssh://h', 'Xen'],
    ['xen:///system', 'Xen'],
    ['test:///default', 'Built-in test'],
    ['remote+ssh://h/', 'Whatever the host has'],
  ])('%s is %s', (text, label) => {
    expect(hypervisorOf(uri(text))?.label).toBe(label)
  })

  test('a path that the driver does not know is none of the list', () => {
    expect(hypervisorOf(uri('qemu:///x'))).toBeNull()
  })

  test('every one that the list offers is recognised once chosen, and keeps the host', () => {
    for (const each of hypervisors) {
      const chosen = setHypervisor(uri('qemu+ssh://root@host:22/system?proxy=native'), each)
      expect(hypervisorOf(chosen)).toEqual(each)
      expect(formatUri(chosen)).toMatch(/\+ssh:\/\/root@host:22\/.*\?proxy=native$/)
    }
  })
})

test('a xend is offered a login to go through, also while that is being written', () => {
  for (const text of [
    'http://xen.example.org/',
    '///var/run/xend/xend-socket',
    'http://h/?via=s',
  ]) {
    expect(paramsOffered(uri(text), null).map(([name]) => name)).toEqual(['via'])
  }
})

test('each way is offered the parameters that belong to it', () => {
  expect(paramsFor('unix')).toContain('mode')
  expect(paramsFor('tls')).toContain('pkipath')
  expect(paramsFor('tls')).not.toContain('keyfile')
  expect(paramsFor(null)).toEqual([])
})

test('the kind of SSH changes alone: host, user, port and parameters stay', () => {
  const given = uri('qemu+ssh://mika@host:2222/system?keyfile=/k')
  const changed = setSshKind(given, 'libssh')
  expect(formatUri(changed)).toBe('qemu+libssh://mika@host:2222/system?keyfile=/k')
  expect([sshKindOf(given), sshKindOf(changed)]).toEqual(['ssh', 'libssh'])
  expect(sshKindOf(uri('qemu://host/system'))).toBeNull()
})
