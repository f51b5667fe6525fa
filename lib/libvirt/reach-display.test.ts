import { expect, test } from 'vitest'
import type { DisplayPlace } from './consoles.ts'
import { type HostWay, reachDisplay } from './reach-display.ts'

const port = (address: string): DisplayPlace => ({ by: 'port', address, port: 5900, tlsPort: 0 })
const socket: DisplayPlace = { by: 'socket', path: '/run/vnc' }
const unix: HostWay = { transport: 'unix', host: null }
const ssh: HostWay = { transport: 'ssh', host: 'kvm' }
const tls: HostWay = { transport: 'tls', host: 'kvm' }
const reach = (place: DisplayPlace, way: HostWay) =>
  reachDisplay({ index: 0, kind: 'vnc', place }, way)

test.each<[string, DisplayPlace, HostWay, object]>([
  ['this machine, loopback', port('127.0.0.1'), unix, { from: 'here', host: '127.0.0.1' }],
  ['this machine, a socket', socket, unix, { from: 'here', path: '/run/vnc' }],
  ['this machine, every address', port('0.0.0.0'), unix, { from: 'here', host: '127.0.0.1' }],
  ['over SSH, loopback', port('127.0.0.1'), ssh, { from: 'there', host: '127.0.0.1' }],
  ['over SSH, a socket', socket, ssh, { from: 'there', path: '/run/vnc' }],
  ['over SSH, every IPv6 address', port('::'), ssh, { from: 'there', host: '::1' }],
  ['over TLS, every address', port('0.0.0.0'), tls, { from: 'here', host: 'kvm', port: 5900 }],
  ['over TLS, an address of its own', port('10.0.0.7'), tls, { from: 'here', host: '10.0.0.7' }],
])('%s', (_, place, way, expected) => {
  expect(reach(place, way)).toMatchObject(expected)
})

test('a display of its own host only is out of reach over TLS, and that can be mended', () => {
  for (const place of [port('127.0.0.1'), port('::1'), socket]) {
    expect(reach(place, tls)).toMatchObject({
      whyNot: expect.stringContaining('host'),
      mend: 'listen-on-all',
    })
  }
})

const spicePorts = (plain: number, tlsPort: number): DisplayPlace => ({
  by: 'port',
  address: '0.0.0.0',
  port: plain,
  tlsPort,
})
const reachSpice = (place: DisplayPlace, way: HostWay, wanted: boolean | null = null) =>
  reachDisplay({ index: 0, kind: 'spice', place }, way, wanted)

test('SPICE is reached by its port for TLS where it has no other, or where the connection has TLS', () => {
  const both = spicePorts(5900, 5901)
  for (const way of [unix, ssh, tls]) {
    expect(reachSpice(spicePorts(0, 5901), way)).toMatchObject({ port: 5901, tls: true })
    expect(reachSpice(spicePorts(5900, 0), way)).toMatchObject({ port: 5900, tls: false })
  }
  expect(reachSpice(both, ssh)).toMatchObject({ port: 5900, tls: false })
  expect(reachSpice(both, tls)).toMatchObject({ port: 5901, tls: true })
  expect(reachSpice(both, ssh, true)).toMatchObject({ port: 5901, tls: true })
  expect(reachSpice(both, tls, false)).toMatchObject({ port: 5900, tls: false })
  expect(reachSpice(spicePorts(5900, 0), tls, true)).toHaveProperty('whyNot')
  expect(reachSpice(spicePorts(0, 5901), tls, false)).toHaveProperty('whyNot')
})

test('a certificate must name the host of the URI, unless the way leads to that host alone', () => {
  expect(reach(port('10.0.0.7'), tls)).toMatchObject({ meant: 'kvm' })
  expect(reach(port('127.0.0.1'), ssh)).toMatchObject({ meant: null })
  expect(reach(socket, unix)).toMatchObject({ meant: null, tls: false })
})

test('what listens nowhere, or for a TLS that VNC has not, is out of reach by every way', () => {
  const onlyTls: DisplayPlace = { by: 'port', address: '0.0.0.0', port: 0, tlsPort: 5901 }
  for (const way of [unix, ssh, tls]) {
    expect(reach({ by: 'nothing' }, way)).toMatchObject({ mend: null })
    expect(reach(onlyTls, way)).toMatchObject({ whyNot: expect.stringContaining('TLS only') })
  }
})

test('a program that carries the connection carries nothing else', () => {
  expect(reach(port('0.0.0.0'), { transport: 'ext', host: 'kvm' })).toHaveProperty('whyNot')
})
