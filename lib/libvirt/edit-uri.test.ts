import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { setDriver, setParam, setPath, setPort, setScheme, setServer, setUser } from './edit-uri.ts'
import { formatUri, type LibvirtUri, parseUri, uriParam } from './uri.ts'

const uri = (text: string): LibvirtUri => {
  const reading = parseUri(text)
  if (!reading.ok) throw new Error(`${text}: ${reading.error}`)
  return reading.uri
}
const edit = (text: string, change: (uri: LibvirtUri) => LibvirtUri) => formatUri(change(uri(text)))

const full = 'QEMU+Ssh://r%6Fot@[::1]:0022/sys%74em?KeyFile=/k;x=%2F&&y#f%20g'

describe('one part changes and the others keep their spelling', () => {
  test.each<[string, (uri: LibvirtUri) => LibvirtUri, string]>([
    ['driver', (u) => setDriver(u, 'xen'), full.replace('QEMU', 'xen')],
    ['user', (u) => setUser(u, 'a b@c'), full.replace('r%6Fot', 'a%20b%40c')],
    ['the same user', (u) => setUser(u, 'root'), full],
    ['no user', (u) => setUser(u, ''), full.replace('r%6Fot@', '')],
    ['server', (u) => setServer(u, 'host'), full.replace('[::1]', 'host')],
    ['the same server', (u) => setServer(u, '::1'), full],
    ['server and port', (u) => setServer(u, 'host:23'), full.replace('[::1]:0022', 'host:23')],
    ['no server', (u) => setServer(u, null), full.replace('[::1]', '')],
    ['port', (u) => setPort(u, 23), full.replace('0022', '23')],
    ['the same port', (u) => setPort(u, 22), full],
    ['no port', (u) => setPort(u, 0), full.replace(':0022', '')],
    ['path', (u) => setPath(u, '/a b?'), full.replace('/sys%74em', '/a%20b%3F')],
    ['the same path', (u) => setPath(u, '/system'), full],
    ['parameter', (u) => setParam(u, 'keyfile', '/a&b'), full.replace('=/k;x=%2F', '=/a%26b')],
    ['new parameter', (u) => setParam(u, 'no_tty', '1'), full.replace('&&y', '&&y&no_tty=1')],
    ['no parameter', (u) => setParam(u, 'Y', null), full.replace('&&y', '&')],
  ])('%s', (_part, change, expected) => {
    expect(edit(full, change)).toBe(expected)
  })
})

test.each([
  ['fe80::1', 'qemu://[fe80::1]/'],
  ['[fe80::1]', 'qemu://[fe80::1]/'],
  ['fe80::1%eth0', 'qemu://[fe80::1%25eth0]/'],
  ['[fe80::1%25eth0]', 'qemu://[fe80::1%25eth0]/'],
  ['::ffff:10.0.0.1', 'qemu://[::ffff:10.0.0.1]/'],
  ['höst', 'qemu://h%C3%B6st/'],
  ['a/b', 'qemu://a%2Fb/'],
  ['[x', 'qemu://%5Bx/'],
  ['kvm:2222', 'qemu://kvm:2222/'],
])('the server %s is written as %s', (server, text) => {
  expect(edit('qemu:///', (u) => setServer(u, server))).toBe(text)
})

test.each<[string, (uri: LibvirtUri) => LibvirtUri, string]>([
  ['', (u) => setScheme(u, 'xen'), 'xen://'],
  ['foo', (u) => setScheme(u, 'xen'), 'xen:///foo'],
  ['qemu:system', (u) => setServer(u, 'h'), 'qemu://h/system'],
  ['qemu:///system', (u) => setScheme(u, 'no good'), 'qemu:///system'],
  ['qemu:///system', (u) => setScheme(u, null), '///system'],
  ['qemu:a:b', (u) => setScheme(u, null), './a:b'],
  ['qemu:/a', (u) => setPath(u, '//b'), 'qemu:////b'],
  ['qemu://h', (u) => setPath(u, 'x'), 'qemu://h/x'],
])('%j comes to a URI that can be read', (text, change, expected) => {
  expect(edit(text, change)).toBe(expected)
})

describe('parameters', () => {
  const param = (query: string, name: string, value: string | null) =>
    edit(`qemu:///x${query}`, (u) => setParam(u, name, value)).slice('qemu:///x'.length)

  test.each([
    ['', 'a', '1', '?a=1'],
    ['?', 'a', '1', '?a=1'],
    ['?a', 'a', '1', '?a=1'],
    ['?a=1', 'a', null, ''],
    ['?b=2&a=1', 'a', null, '?b=2'],
    ['?a=1&b=2', 'a', null, '?b=2'],
    ['?a=1&A=2&b=3', 'a', '9', '?a=1&A=9&b=3'],
    ['?a=1&A=2&b=3', 'a', null, '?b=3'],
    ['?a=1;b=2', 'c', '3', '?a=1;b=2;c=3'],
    ['?a=1&b=2;c=3', 'd', '4', '?a=1&b=2;c=3;d=4'],
    ['?a=1&', 'b', '2', '?a=1&b=2'],
    ['?b', 'c', null, '?b'],
    ['', 'keyfile', '/home/kim/.ssh/id', '?keyfile=/home/kim/.ssh/id'],
    ['', 'a', 'é+&;=#% ', '?a=%C3%A9%2B%26%3B%3D%23%25%20'],
    // without its “&” the query would split at “;”: what is left is written anew
    ['?a=1;x&b=2', 'b', null, '?a=1%3Bx'],
  ])('of %j: %s is set to %j by %j', (query, name, value, expected) => {
    expect(param(query, name, value)).toBe(expected)
  })

  const pieces = fc.constantFrom('a', 'b', 'A', '=', '=', '&', '&', ';', '%41', '%26', 'x', '%3B')
  const queries = fc.array(pieces, { maxLength: 12 }).map((all) => all.join(''))
  const names = fc.constantFrom('a', 'b', 'new')
  const values = fc.option(fc.string({ unit: 'grapheme' }), { freq: 3 })

  test('an edit sets its parameter and no other', () => {
    fc.assert(
      fc.property(queries, names, values, (query, name, value) => {
        fc.pre(value === null || !value.includes('\0'))
        // a lone “=” takes the rest of the query for its name, so every edit after it changes it
        fc.pre(!/(^|[&;])=([&;]|$)/.test(query))
        const before = uri(`qemu:///x?${query}`)
        const after = uri(formatUri(setParam(before, name, value)))
        const others = (u: LibvirtUri) => u.params.filter(([key]) => key.toLowerCase() !== name)
        expect(uriParam(after, name)).toBe(value)
        expect(others(after)).toEqual(others(before))
      }),
      { numRuns: 3000 },
    )
  })
})

test('whatever is typed into a field, the text can be read and says just that', () => {
  const typed = fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .filter((text) => !text.includes('\0'))
  const starts = fc.constantFrom('', 'foo', '/x', 'qemu:', 'qemu:///system', full, 'xen://h', 'a:b')
  fc.assert(
    fc.property(starts, typed, (start, text) => {
      const before = uri(start)
      const user = uri(formatUri(setUser(before, text)))
      expect(user.user ?? '').toBe(text)
      expect(user.server).toBe(before.server)
      const path = uri(formatUri(setPath(before, text)))
      expect([text, `/${text}`, `./${text}`]).toContain(path.path ?? '')
      const server = uri(formatUri(setServer(before, text)))
      if (!/[:[\]%]/.test(text)) expect(server.server ?? '').toBe(text)
      expect([server.user, server.driver]).toEqual([before.user, before.driver])
    }),
    { numRuns: 2000 },
  )
})
