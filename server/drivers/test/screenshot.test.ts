import { crc32, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { act } from './actions.ts'
import { screenshotOf } from './screenshot.ts'
import { domain, rowOf, worldOf } from './test-world.ts'

/** The chunks of a PNG by name, with their sums checked. */
function chunksOf(bytes: Uint8Array): Map<string, Buffer> {
  const png = Buffer.from(bytes)
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const named = png.subarray(at + 4, at + 8 + length)
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(named))
    chunks.set(named.subarray(0, 4).toString(), named.subarray(4))
    at += 12 + length
  }
  return chunks
}

/** How many pixels are not dark. */
function lit(bytes: Uint8Array): number {
  const pixels = inflateSync(chunksOf(bytes).get('IDAT') ?? Buffer.alloc(0))
  expect(pixels.length).toBe(832 * (1 + 1120 / 4))
  return pixels.reduce((sum, byte) => sum + [0, 2, 4, 6].filter((at) => (byte >> at) & 1).length, 0)
}

test('a screenshot is a PNG of 1120 by 832 with something on it', () => {
  const { world } = worldOf(domain('web-1'))
  const { mime, bytes } = screenshotOf(rowOf(world, 'web-1'))
  expect(mime).toBe('image/png')
  const chunks = chunksOf(bytes)
  expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND'])
  expect(chunks.get('IHDR')?.readUInt32BE(0)).toBe(1120)
  expect(chunks.get('IHDR')?.readUInt32BE(4)).toBe(832)
  expect(lit(bytes)).toBeGreaterThan(500)
})

test('what is off is dark, and names of any kind and length can be shown', () => {
  const { world } = worldOf(domain('ж'.repeat(300)) + domain('off'))
  act(world, rowOf(world, 'off').uuid, 'destroy')
  expect(lit(screenshotOf(rowOf(world, 'off')).bytes)).toBe(0)
  expect(lit(screenshotOf(rowOf(world, 'ж'.repeat(300))).bytes)).toBeGreaterThan(500)
})
