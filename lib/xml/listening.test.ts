import { expect, test } from 'vitest'
import { readDisplays } from './consoles.ts'
import { listeningOnAll } from './listening.ts'
import { readXml } from './read.ts'

const domain = (graphics: string) => `<domain>
  <name>web</name><!-- kept -->
  <devices>
    <disk type='file'/>
    ${graphics}
  </devices>
</domain>`

test('a display of its host only listens on every address', () => {
  const before = domain(
    `<graphics type='vnc' port='5901' listen='127.0.0.1' passwd='s'><listen type='address' address='127.0.0.1'/></graphics>`,
  )
  const after = listeningOnAll(before, 0)
  expect(readDisplays(readXml(after).root)).toEqual([
    {
      ...{ index: 0, kind: 'vnc', password: 's' },
      place: { by: 'port', address: '0.0.0.0', port: 5901, tlsPort: 0 },
    },
  ])
  expect(after).toContain(`<!-- kept -->\n  <devices>\n    <disk type='file'/>`)
})

test('a display on a socket gets a port when it starts', () => {
  const after = listeningOnAll(
    domain(
      `<graphics type='spice'/><graphics type='vnc' socket='/a'><listen type='socket' socket='/a'/></graphics>`,
    ),
    1,
  )
  expect(after).toContain(`<graphics type='spice'/>`)
  expect(after).toContain(
    `<graphics type='vnc' port='-1' autoport='yes'><listen type='address' address='0.0.0.0'/></graphics>`,
  )
})

test('a display that is not there is not made', () => {
  expect(() => listeningOnAll(domain(''), 0)).toThrow(RangeError)
})
