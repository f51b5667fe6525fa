import { expect, test } from 'vitest'
import { readHostLog } from './host-log.ts'

const calls = { log: async () => 'ab ü cd', dmesg: async () => '(XEN)' }

test.each([
  [8, 'ab ü cd', true],
  [7, 'b ü cd', false],
  [5, 'ü cd', false],
  [4, ' cd', false],
  [0, '', false],
])('the last %i bytes are "%s"', async (most, text, whole) => {
  expect(await readHostLog(calls, 'daemon', most)).toEqual({ text, whole })
})

test('each log is its own', async () => {
  expect(await readHostLog(calls, 'hypervisor', 99)).toEqual({ text: '(XEN)', whole: true })
})
