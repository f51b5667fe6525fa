import { expect, test } from 'vitest'
import { parseUri } from './uri.ts'

test.each([
  ['qemu:///a b', 9, 'A space cannot stand in a URI: write %20.'],
  ['qemu:///a\tb', 9, 'A character that cannot be seen cannot stand in a URI.'],
  ['qemu:///a\0b', 9, 'A character that cannot be seen cannot stand in a URI.'],
  ['qemu:///\ud800', 8, 'A character that cannot be seen cannot stand in a URI.'],
  ['qemu:///a%zz', 9, '“%” must be followed by two hexadecimal digits.'],
  ['qemu:///a%2', 9, '“%” must be followed by two hexadecimal digits.'],
  ['qemu:///é', 8, '“é” cannot stand here: write %C3%A9.'],
  ['qemu:///😀', 8, '“😀” cannot stand here: write %F0%9F%98%80.'],
  ['qemu:///a[b]', 9, '“[” cannot stand here: write %5B.'],
  ['qemu:///a#b#c', 11, 'Only one “#” can stand in a URI: write %23 for another.'],
  ['qemu://[::1/', 7, 'The bracket that opens here is not closed.'],
  ['qemu://[::1]x/', 12, 'After the closing bracket only a port or a path may follow.'],
  ['qemu://h[x]/', 8, '“[” cannot stand here: write %5B.'],
  ['qemu://a@b@c/', 10, 'Only one “@” can stand before the host: write %40 for another.'],
  ['qemu://u:p w@h/', 10, 'A space cannot stand in a URI: write %20.'],
  ['qemu://h:', 9, 'A port number is missing after the colon.'],
  ['qemu://h:/system', 9, 'A port number is missing after the colon.'],
  ['qemu://h:x/', 9, 'A port is a decimal number.'],
  ['qemu://h:1x/', 10, 'A port is a decimal number.'],
  ['qemu://h:-1/', 9, 'A port is a decimal number.'],
  ['qemu://h:2147483648/', 9, 'This port number is too large.'],
  ['qemu://::1/', 8, 'A host has one port, and an IPv6 address brackets: [::1].'],
  ['qemu://fe80::1/', 12, 'A host has one port, and an IPv6 address brackets: [::1].'],
  ['1abc:///x', 0, 'A driver’s name begins with a letter.'],
  ['a_b:///x', 1, 'A driver’s name consists of letters, digits, “+”, “-” and “.”.'],
  ['://x', 0, 'The driver’s name is missing before the colon.'],
  ['a b', 1, 'A space cannot stand in a URI: write %20.'],
])('%j is wrong at %i: %s', (text, at, error) => {
  expect(parseUri(text)).toEqual({ ok: false, at, error })
})

test.each([
  'qemu://h:2147483647/',
  'qemu://h:0022/',
  'qemu://[anything at all é/?]/',
  'qemu:///#[x]',
])('%j is right', (text) => {
  expect(parseUri(text).ok).toBe(true)
})
