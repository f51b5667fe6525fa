import { describe, expect, test } from 'vitest'
import { explainUri } from './explain.ts'
import { openPlan } from './plan.ts'
import { isRefused, type Surroundings } from './plan-types.ts'

const root: Surroundings = { uid: 0, readOnly: false, env: {}, libvirtConf: null, sockets: [] }
const user = { uid: 1000, env: { XDG_RUNTIME_DIR: '/run/user/1000' } }

const openingOf = (text: string, surroundings: Partial<Surroundings> = {}) => {
  const opening = openPlan(text, { ...root, ...surroundings })
  if (!opening.ok) throw new Error(opening.error)
  return opening
}
const explained = (text: string, surroundings: Partial<Surroundings> = {}) => {
  const { uri, plan } = openingOf(text, surroundings)
  return explainUri(uri, plan)
}
const warned = (text: string, surroundings: Partial<Surroundings> = {}) => {
  const { plan } = openingOf(text, surroundings)
  return isRefused(plan) ? plan.code : plan.warnings.map(({ code }) => code)
}

test.each([
  [
    'qemu+ssh://root@kvm-b01:2222/system?keyfile=/home/mika/.ssh/id_ed25519',
    'Connect to the QEMU/KVM system daemon on host kvm-b01 over SSH (port 2222, user root), asking it for qemu:///system. Encrypted; the host key is checked.',
  ],
  [
    'xen://oirase/',
    'Connect to the Xen hypervisor on host oirase over TLS (port 16514), asking it for xen:///. Encrypted; the host’s certificate is checked.',
  ],
  [
    'qemu+tcp://h/system',
    'Connect to the QEMU/KVM system daemon on host h over plain TCP (port 16509), asking it for qemu:///system.',
  ],
  [
    'qemu:///system',
    'Connect to the QEMU/KVM system daemon of this machine through the socket /var/run/libvirt/libvirt-sock, asking it for qemu:///system.',
  ],
  [
    'remote+ssh://h/',
    'Connect to the libvirt daemon on host h over SSH, letting it choose the hypervisor. Encrypted; the host key is checked.',
  ],
  [
    'remote+ssh://h/?name=esx%3A%2F%2Fe%2F',
    'Connect to the libvirt daemon on host h over SSH, asking it for esx://e/. Encrypted; the host key is checked.',
  ],
  [
    'qemu+ext:///session?command=/bin/reach',
    'Connect to the QEMU/KVM session daemon at the other end of the program /bin/reach, asking it for qemu:///session.',
  ],
  [
    'network:///system',
    'Connect to libvirt’s daemon for networks of this machine through the socket /var/run/libvirt/libvirt-sock, asking it for network:///system.',
  ],
  [
    'bogus:///x',
    'Connect to the libvirt daemon (driver “bogus”) of this machine through the socket /var/run/libvirt/libvirt-sock, asking it for bogus:///x.',
  ],
  ['test:///default', 'Open the built-in test world inside this server; nothing is dialled.'],
  [
    'test:///srv/w.xml',
    'Open a test world from the file /srv/w.xml inside this server; nothing is dialled.',
  ],
  ['http://attic/', 'Connect to legacy Xen’s xend on host attic, port 8000, over plain HTTP.'],
  [
    '/var/run/xend/xend-socket?via=ssh://attic',
    'Connect to legacy Xen’s xend of attic, socket /var/run/xend/xend-socket, through SSH to attic.',
  ],
  [
    'xen:///',
    'Connect to the Xen hypervisor of this machine through the socket /var/run/libvirt/libvirt-sock, asking it for xen:///. If that does not answer: legacy Xen’s xend of this machine, socket /var/lib/xend/xend-socket, then legacy Xen’s xend on host localhost, port 8000, over plain HTTP.',
  ],
  ['qemu://system', '“system” stands where a host belongs: did you mean qemu:///system?'],
])('%s: %s', (text, sentence) => {
  expect(explained(text)).toBe(sentence)
})

test('a xend that is there is what is said, and what comes after it', () => {
  const sockets = ['/var/lib/xend/xend-socket']
  expect(explained('xen:///', { ...user, sockets })).toBe(
    'Connect to legacy Xen’s xend of this machine, socket /var/lib/xend/xend-socket. If that does not answer: legacy Xen’s xend on host localhost, port 8000, over plain HTTP, then the read-only Xen proxy of this machine.',
  )
})

test.each([
  ['qemu://h/?no_verify=1', 'Encrypted; the host’s certificate is not checked.'],
  ['qemu+ssh://h/?no_verify=1', 'Encrypted; an unknown host key is accepted.'],
  ['qemu+libssh://h/?known_hosts_verify=auto', 'Encrypted; an unknown host key is accepted.'],
  ['qemu+libssh2://h/?known_hosts_verify=ignore', 'Encrypted; the host key is not checked.'],
])('%s says: %s', (text, words) => {
  expect(explained(text)).toContain(words)
  expect(warned(text)).toContain('unchecked')
})

test('reading only is said', () => {
  expect(explained('qemu:///system', { readOnly: true })).toMatch(
    /Read-only: nothing can be changed\.$/,
  )
})

describe('warnings', () => {
  test.each([
    ['qemu:///system', []],
    ['qemu+ssh://root@h/system', []],
    ['qemu+tcp://h/system', ['unencrypted']],
    ['qemu+tcp://root@h/system', ['unencrypted', 'user-unused']],
    ['qemu:///sytem', ['path']],
    ['qemu:', ['path']],
    ['lxc:///x', ['path']],
    ['xen:///x', ['path']],
    ['ch:///', ['path']],
    ['test+unix:///anything', []],
    ['remote:///anything', []],
    ['QEMU:///system', ['driver-case']],
    ['bogus:///', ['driver-unknown']],
    ['uml:///system', ['driver-gone']],
    ['bogus:///?name=qemu:///system', []],
    ['qemu:///session', ['session-as-root']],
    ['qemu:///system?keyfile=/k', ['param-unused']],
    ['qemu:///system?socket=/a&Socket=/b', ['param-repeated']],
    ['qemu:///system?foo=1&foo=2', []],
  ])('of %s: %j', (text, codes) => {
    expect(warned(text)).toEqual(codes)
  })

  test('are sentences', () => {
    for (const text of ['qemu+tcp://u@h/x?no_tty=1', 'Q:///', 'http://u@h/?a=b', 'uml:///']) {
      const { plan } = openingOf(text)
      for (const { say } of isRefused(plan) ? [] : plan.warnings) expect(say).toMatch(/^.+\.$/)
    }
  })
})
