import { expect, test } from 'vitest'
import { readXml } from './read.ts'
import { readSize } from './size.ts'

const read = (inside: string) => readSize(readXml(`<pool>${inside}</pool>`).root, 'capacity', 'KiB')

test.each([
  ['<capacity>3</capacity>', 3072],
  ["<capacity unit='b'>3</capacity>", 3],
  ["<capacity unit='bytes'> 3 </capacity>", 3],
  ["<capacity unit='M'>3</capacity>", 3 * 1024 ** 2],
  ["<capacity unit='MB'>3</capacity>", 3 * 1000 ** 2],
  ["<capacity unit='gib'>3</capacity>", 3 * 1024 ** 3],
  ['', null],
])('%s is %s bytes', (inside, bytes) => {
  expect(read(inside)).toEqual({ ok: true, bytes })
})

test.each([
  [
    '<capacity>-3</capacity>',
    "XML error: Invalid value '-3' for element or attribute './capacity[1]'",
  ],
  ["<capacity unit='parsec'>3</capacity>", "invalid argument: unknown suffix 'parsec'"],
])('%s is refused in the words of libvirt', (inside, why) => {
  expect(read(inside)).toEqual({ ok: false, why })
})
