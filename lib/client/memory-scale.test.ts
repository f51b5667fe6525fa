import { expect, test } from 'vitest'
import { memoryScale } from './memory-scale.ts'

test('a machine of gigabytes is counted in GiB, a small one in MiB', () => {
  expect(memoryScale(32 * 1_048_576)).toMatchObject({ top: 32 })
  expect(memoryScale(64 * 1024)).toMatchObject({ top: 64 })
})

test('a value goes to the scale and back in words', () => {
  const { of, format } = memoryScale(64 * 1024)
  expect(of(null)).toBeNull()
  expect(format(of(20 * 1024) ?? 0)).toBe('20\u00a0MiB')
})
