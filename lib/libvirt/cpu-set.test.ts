import { expect, test } from 'vitest'
import { readCpuSet, writeCpuSet } from './cpu-set.ts'

// What libvirt 9.0 makes of `<vcpu cpuset>`.
test.each([
  ['0', '0'],
  ['0-3,^2,9', '0-1,3,9'],
  [' 1 , 2 ', '1-2'],
  ['5,4,4-6', '4-6'],
  ['16383', '16383'],
  ['^3', ''],
])('%s is %s', (typed, written) => {
  expect(writeCpuSet(readCpuSet(typed) ?? [-1])).toBe(written)
})

test.each(['', 'x', '0-', '3-1', '0-3,,5', '16384', '123456', '1;2', '-1', '1-2-3', '0-5,^0-1'])(
  '%j is no set of CPUs',
  (text) => {
    expect(readCpuSet(text)).toBeNull()
  },
)
