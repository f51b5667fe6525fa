import { describe, expect, test } from 'vitest'
import {
  formatBitRate,
  formatByteRate,
  formatBytes,
  formatCount,
  formatGiB,
  formatKiB,
  formatPercent,
  formatSpan,
  formatTook,
} from './format.ts'

/** The unit is joined by a no-break space; the tables below are easier to read with a plain one. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('sizes are in powers of 1024', () => {
  test.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1536, '1.5 KiB'],
    [1024 ** 2 - 1, '1 MiB'],
    [20.5 * 1024 ** 3, '20.5 GiB'],
    [5 * 1024 ** 5, '5 PiB'],
    [4000 * 1024 ** 5, '4000 PiB'],
  ])('%d bytes', (bytes, text) => expect(plain(formatBytes(bytes))).toBe(text))

  test('memory comes in KiB', () => {
    expect(plain(formatKiB(4_194_304))).toBe('4 GiB')
    expect(formatGiB(3_565_158)).toBe('3.4')
    expect(formatGiB(262_144)).toBe('0.3')
  })
})

describe('rates keep three figures, so that they do not change width while they tick', () => {
  test.each([
    [0, '0 B/s', '0 bit/s'],
    [3_400_000, '3.40 MB/s', '27.2 Mbit/s'],
    [999_600, '1.00 MB/s', '8.00 Mbit/s'],
    [125_000_000, '125 MB/s', '1.00 Gbit/s'],
  ])('%d bytes a second', (bytes, disk, network) => {
    expect(plain(formatByteRate(bytes))).toBe(disk)
    expect(plain(formatBitRate(bytes))).toBe(network)
  })
})

describe('spans show their largest unit', () => {
  const day = 86_400_000
  test.each([
    [-5, '0 s'],
    [4_200, '4 s'],
    [12 * 60_000, '12 min'],
    [6.9 * 3_600_000, '6 h'],
    [41 * day, '41 d'],
    [61 * day, '2 mo'],
    [364 * day, '11 mo'],
    [400 * day, '1 y'],
  ])('%d ms', (span, text) => expect(plain(formatSpan(span))).toBe(text))
})

test.each([
  [4, '4 ms'],
  [310, '0.31 s'],
  [12_400, '12.4 s'],
  [200_000, '3 min 20 s'],
])('%d ms is how long it took', (span, text) => expect(plain(formatTook(span))).toBe(text))

test('what is not known is a dash, never a zero', () => {
  for (const format of [formatBytes, formatKiB, formatGiB, formatByteRate, formatBitRate]) {
    expect(format(null)).toBe('–')
  }
  expect(formatPercent(null)).toBe('–')
})

test('shares and counts', () => {
  expect(plain(formatPercent(0.461))).toBe('46 %')
  expect(formatCount(10_000)).toBe('10,000')
})
