import { expect, test } from 'vitest'
import { ipBytes } from '../ip-bytes.ts'
import { isFor, namesIn } from './host-name.ts'

const made = (names: string[] = [], ips: string[] = [], commonNames: string[] = []) => ({
  names: { dns: names, ips: ips.map(ipBytes) },
  commonNames,
  purposes: null,
})

test.each([
  ['host', ['host'], true],
  ['HOST', ['host'], true],
  ['a.example.org', ['*.example.org'], true],
  ['example.org', ['*.example.org'], false],
  ['a.b.example.org', ['*.example.org'], false],
  ['.example.org', ['*.example.org'], false],
  ['example.org', ['*.org'], false],
  ['a.example.org', ['a*.example.org'], false],
  ['a.b.c', ['*.*.c'], false],
  ['other', ['host'], false],
  ['host.evil.example', ['host'], false],
  ['host', ['host\0.evil.example'], false],
])('the name %s against %j: %s', (host, names, fits) => {
  expect(isFor(host, made(names))).toBe(fits)
})

test.each([
  ['192.0.2.1', ['192.0.2.1'], true],
  ['192.0.2.2', ['192.0.2.1'], false],
  ['2001:db8::1', ['2001:DB8:0::1'], true],
  ['fe80::1%eth0', ['fe80::1'], true],
  ['::ffff:192.0.2.1', ['192.0.2.1'], false],
])('the address %s against %j: %s', (host, ips, fits) => {
  expect(isFor(host, made([], ips))).toBe(fits)
})

test('an address is no name', () => {
  expect(isFor('192.0.2.1', made(['192.0.2.1'], [], ['192.0.2.1']))).toBe(false)
})

test('a common name counts only where there are no names of either kind, and alone', () => {
  expect(isFor('host', made([], [], ['host']))).toBe(true)
  expect(isFor('host', made(['other'], [], ['host']))).toBe(false)
  expect(isFor('host', made([], ['192.0.2.1'], ['host']))).toBe(false)
  expect(isFor('host', made([], [], ['host', 'other']))).toBe(false)
  expect(
    isFor('host', { ...made([], [], ['host']), purposes: { critical: false, oids: [] } }),
  ).toBe(false)
})

test('what it is for is told in words', () => {
  expect(namesIn(made(['a', 'b'], ['2001:db8:0:0::1'], ['c']))).toBe('a, b, 2001:db8::1')
  expect(namesIn(made([], [], ['c']))).toBe('c')
  expect(namesIn(made())).toBe('nothing')
})
