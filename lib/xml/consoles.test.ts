import { expect, test } from 'vitest'
import { readDisplays, readTextDevices } from './consoles.ts'
import { readXml } from './read.ts'

const domain = (devices: string) => readXml(`<domain><devices>${devices}</devices></domain>`).root
const place = (graphics: string) => readDisplays(domain(graphics))[0]?.place

test('a display listens where its definition says', () => {
  expect(
    place(
      `<graphics type='vnc' port='5901' listen='0.0.0.0'><listen type='address' address='0.0.0.0'/></graphics>`,
    ),
  ).toEqual({ by: 'port', address: '0.0.0.0', port: 5901, tlsPort: 0 })
  expect(place(`<graphics type='spice' tlsPort='5902' listen='::1'/>`)).toEqual({
    ...{ by: 'port', address: '::1', port: 0, tlsPort: 5902 },
  })
  expect(
    place(
      `<graphics type='vnc' socket='/a'><listen type='socket' socket='/run/x.sock'/></graphics>`,
    ),
  ).toEqual({ by: 'socket', path: '/run/x.sock' })
  expect(
    place(
      `<graphics type='vnc' port='5900'><listen type='network' network='n' address='10.0.0.1'/></graphics>`,
    ),
  ).toMatchObject({ address: '10.0.0.1' })
})

test('a display that listens nowhere is at no place', () => {
  expect(place(`<graphics type='spice'><listen type='none'/></graphics>`)).toEqual({
    by: 'nothing',
  })
  expect(place(`<graphics type='vnc' port='-1' autoport='yes'/>`)).toEqual({ by: 'nothing' })
})

test('displays are numbered as they stand, and a password is read where it is told', () => {
  const read = readDisplays(
    domain(`<graphics type='spice' port='1'/><graphics type='vnc' port='2' passwd='s3cret'/>`),
  )
  expect(read.map(({ index, kind, password }) => ({ index, kind, password }))).toEqual([
    { index: 0, kind: 'spice', password: null },
    { index: 1, kind: 'vnc', password: 's3cret' },
  ])
})

test('the first console is the first serial port and told once', () => {
  const read = readTextDevices(
    domain(`<serial type='pty'><alias name='serial0'/></serial>
      <console type='pty'><alias name='serial0'/></console>
      <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/><alias name='channel0'/></channel>
      <parallel type='pty'/>`),
  )
  expect(read).toEqual([
    { name: 'serial0', kind: 'serial', target: null, backend: 'pty' },
    { name: 'channel0', kind: 'channel', target: 'org.qemu.guest_agent.0', backend: 'unix' },
  ])
})
