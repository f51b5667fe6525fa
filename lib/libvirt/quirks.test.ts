import { describe, expect, test } from 'vitest'
import { openPlan } from './plan.ts'
import { isRefused, type Surroundings } from './plan-types.ts'
import { quirks } from './quirks.ts'

const root: Surroundings = { uid: 0, readOnly: false, env: {}, libvirtConf: null, sockets: [] }

const refusalOf = (text: string) => {
  const opening = openPlan(text, root)
  if (!opening.ok) throw new Error(opening.error)
  return isRefused(opening.plan) ? opening.plan : null
}

test.each(quirks)(
  '$example is refused, as the table of quirks says: $code',
  ({ code, example }) => {
    expect(refusalOf(example)).toMatchObject({ code, refused: expect.stringMatching(/[.?]$/) })
  },
)

describe.each(['qemu+ssh', 'qemu+libssh', 'qemu+tcp', 'qemu', 'xen+tls', 'http'])(
  '%s',
  (scheme) => {
    test.each([
      ['-oProxyCommand=id', 'dash', 'server'],
      ['%2DoProxyCommand=id', 'dash', 'server'],
      ['-l@host', 'dash', 'user'],
      ['%2Dl@host', 'dash', 'user'],
      ['@host', 'empty-user', 'user'],
      ['%40@host%0A', 'control', 'server'],
      ['a%0Db@host', 'control', 'user'],
      ['a%C2%85b@host', 'control', 'user'],
      ['host%00.evil', 'nul', 'server'],
      ['%FF@host', 'not-text', 'user'],
      ['host:65536', 'port', 'port'],
    ])('never dials %s: %s in the %s', (place, code, part) => {
      expect(refusalOf(`${scheme}://${place}/`)).toMatchObject({ code, part })
    })
  },
)

test.each([
  ['qemu:///system?socket=/a%0Ab', 'control'],
  ['qemu+ssh://h/?keyfile=/a%00b', 'nul'],
  ['qemu+ssh://h/?keyfile=/%FF', 'not-text'],
  ['qemu:///?a%0Ab=c', 'control'],
  ['qemu:///?a=b%00c', 'nul'],
  ['qemu:///a%0A', 'control'],
  ['qemu:///#a%00', 'nul'],
  ['test:///a%00.xml', 'nul'],
  ['/tmp/a%00b', 'nul'],
])('%s is refused: %s', (text, code) => {
  expect(refusalOf(text)?.code).toBe(code)
})

test.each([
  'qemu:///system?a=b%0Ac',
  'qemu:///system?a=%FF',
  'qemu:///system?no_verify=%091',
  'qemu:///system#a%0Ab',
])('%s goes on escaped as it came', (text) => {
  expect(refusalOf(text)).toBeNull()
})

describe('a socket on the far side', () => {
  test.each([
    '/tmp/x;id',
    '/tmp/x y',
    '/tmp/$(id)',
    '/tmp/`id`',
    "/tmp/x'",
    '/tmp/x|id',
    '/tmp/x&id',
    '~/x',
    '/tmp/*',
    '/tmp/x\\',
    '/tmp/<x',
    '/tmp/é',
  ])('is refused when a shell would read %s otherwise', (path) => {
    for (const transport of ['ssh', 'libssh', 'libssh2']) {
      const text = `qemu+${transport}://h/system?socket=${encodeURIComponent(path)}`
      expect(refusalOf(text)?.code).toBe('socket-shell')
    }
    expect(refusalOf(`qemu:///system?socket=${encodeURIComponent(path)}`)).toBeNull()
  })

  test.each(['/run/libvirt/libvirt-sock', '/a_b-c.d/e+f,g:h@i%25=j', 'relative/x.sock'])(
    'is taken as %s',
    (path) => {
      const text = `qemu+ssh://h/system?socket=${path}`
      expect(refusalOf(text)).toBeNull()
    },
  )
})
