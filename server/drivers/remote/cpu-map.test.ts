import { expect, test } from 'vitest'
import { cpuMapOf, cpusOf, mapLength } from './cpu-map.ts'

test('bit n of a map is CPU n, from the lowest of the first byte on', () => {
  expect([...cpuMapOf([0])]).toEqual([1])
  expect([...cpuMapOf([1, 7])]).toEqual([0b1000_0010])
  expect([...cpuMapOf([9, 0, 9])]).toEqual([1, 2])
  expect([...cpuMapOf([])]).toEqual([0])
})

test('a map tells its CPUs, but none beyond those there are', () => {
  expect(cpusOf(Uint8Array.of(0b101, 0b11), 16)).toEqual([0, 2, 8, 9])
  expect(cpusOf(Uint8Array.of(0xff, 0xff), 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(cpusOf(new Uint8Array(), 10)).toEqual([])
})

test('what is written is read back', () => {
  const cpus = [0, 3, 64, 1023]
  expect(cpusOf(cpuMapOf(cpus), 1024)).toEqual(cpus)
})

test('a map of n CPUs takes whole bytes', () => {
  expect([1, 8, 9, 64].map(mapLength)).toEqual([1, 1, 2, 8])
})
