import { expect, test, vi } from 'vitest'
import { lend, spend } from './lent-bytes.ts'

test('a buffer comes back once every byte that was lent of it is spent, in whatever pieces', () => {
  const back = vi.fn()
  const bytes = lend(Buffer.alloc(1_000), 700, back)
  expect(bytes).toHaveLength(700)
  spend(bytes.subarray(300, 700))
  spend(bytes.subarray(0, 299))
  expect(back).not.toHaveBeenCalled()
  spend(bytes.subarray(299, 300))
  expect(back).toHaveBeenCalledTimes(1)
})

test('it can be lent again, and what is late of the first time does not count', () => {
  const buffer = Buffer.alloc(10)
  const [first, second] = [vi.fn(), vi.fn()]
  const bytes = lend(buffer, 10, first)
  spend(bytes)
  spend(bytes)
  expect(first).toHaveBeenCalledTimes(1)
  spend(lend(buffer, 4, second))
  expect(second).toHaveBeenCalledTimes(1)
})

test('bytes that were lent by nobody are left alone', () => {
  expect(() => spend(Buffer.from('anything'))).not.toThrow()
})
