import { expect, test } from 'vitest'
import type { DisplayPlace } from './consoles.ts'
import { type DirectDisplay, directDisplay } from './direct-display.ts'
import type { HostWay } from './reach-display.ts'

const on = (address: string, port = 5900, tlsPort = 0): DisplayPlace => ({
  by: 'port',
  ...{ address, port, tlsPort },
})
const unix: HostWay = { transport: 'unix', host: null }
const tcp: HostWay = { transport: 'tcp', host: 'kvm.example' }
const tls: HostWay = { transport: 'tls', host: 'kvm.example' }
const ssh: HostWay = { transport: 'ssh', host: 'kvm' }
const at = (host: string | null, port: number | null = 5900, tlsPort: number | null = null) => ({
  ...{ host, port, tlsPort },
})

test.each<[string, DisplayPlace, HostWay, DirectDisplay | null]>([
  ['an address of its own is dialled', on('10.0.0.7'), ssh, at('10.0.0.7')],
  ['so is one of IPv6', on('fd00::7'), tcp, at('fd00::7')],
  ['every address of a host over TCP', on('0.0.0.0'), tcp, at('kvm.example')],
  ['every address, with ports for TLS', on('::', 0, 5901), tls, at('kvm.example', null, 5901)],
  ['every address of Oirase’s own host', on('0.0.0.0'), unix, at(null)],
  ['the same over TCP', on('0.0.0.0'), { transport: 'tcp', host: 'localhost' }, at(null)],
  ['what SSH calls its host may be no name', on('0.0.0.0'), ssh, null],
  ['a loopback address is for its host', on('127.0.0.1'), tcp, null],
  ['of IPv6, too', on('::1'), unix, null],
  ['ports that are not given yet', on('10.0.0.7', 0), tcp, null],
  ['a socket', { by: 'socket', path: '/run/vnc' }, unix, null],
  ['nothing', { by: 'nothing' }, tcp, null],
])('%s', (_, place, way, expected) => {
  expect(directDisplay(place, way)).toEqual(expected)
})
