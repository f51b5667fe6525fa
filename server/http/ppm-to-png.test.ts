import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { ppmToPng } from './ppm-to-png.ts'

const ppm = (text: string) => Buffer.from(text, 'latin1')

test('every pixel of a PPM is in the PNG, in its place', async () => {
  const png = await ppmToPng(ppm('P6\n2 2\n255\n\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c'))
  expect(png.subarray(0, 8)).toEqual(ppm('\x89PNG\r\n\x1a\n'))
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 2])
  const start = png.indexOf('IDAT') + 4
  const rows = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)))
  expect([...rows]).toEqual([0, 1, 2, 3, 4, 5, 6, 0, 7, 8, 9, 10, 11, 12])
})

test('comments and any white space may stand in the header', async () => {
  const png = await ppmToPng(ppm('P6 # made\n#by qemu\n1\t1\r\n# again\n255 abc'))
  expect(png.readUInt32BE(16)).toBe(1)
})

test.each([
  ['nothing', ''],
  ['text', 'hello'],
  ['another kind', 'P5\n1 1\n255\nabc'],
  ['one without pixels', 'P6\n0 1\n255\n'],
  ['one larger than any screen', 'P6\n99999 99999\n255\n'],
  ['one with more shades', 'P6\n1 1\n65535\nabcdef'],
  ['one cut short', 'P6\n2 2\n255\nabc'],
  ['an endless header', `P6\n${'#\n'.repeat(100_000)}`],
])('%s is refused', async (_, text) => {
  await expect(ppmToPng(ppm(text))).rejects.toMatchObject({ code: 'host.refused' })
})
