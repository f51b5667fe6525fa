import { expect, test } from 'vitest'
import { destinationRules, domainNameRules, hostPathRules, whyNotText } from './text-rules.ts'

test.each([
  ['web-1', null],
  ['Ångström 2', null],
  ['', 'A name is needed.'],
  ['  ', 'A name is needed.'],
  ['a/b', 'A name has no “/”.'],
  ['a\nb', 'A name is one line.'],
  ['x'.repeat(255), null],
  ['x'.repeat(256), 'At most 255 characters.'],
])('the name %j: %s', (name, why) => expect(whyNotText(name, domainNameRules)).toBe(why))

test.each([
  ['/var/tmp/web.save', null],
  ['/a', null],
  ['', expect.stringContaining('from “/” on')],
  ['web.save', expect.stringContaining('from “/” on')],
  ['/', expect.stringContaining('from “/” on')],
  ['/var/tmp/', 'A file is needed, not a folder.'],
  [`/${'x'.repeat(4095)}`, expect.stringContaining('4095')],
])('the path %j: %s', (path, why) => expect(whyNotText(path, hostPathRules)).toEqual(why))

test.each([
  ['qemu+ssh://root@b/system', null],
  ['attic:8002', null],
  ['', 'A destination is needed.'],
  ['a b', expect.stringContaining('no blanks')],
])('the destination %j: %s', (to, why) => expect(whyNotText(to, destinationRules)).toEqual(why))
