import { expect, test } from 'vitest'
import { whyNotChange } from './why-not-change.ts'

const off = { state: 'shutoff', persistent: true } as const
const running = { state: 'running', persistent: true } as const
const transient = { state: 'running', persistent: false } as const
const renamesNoneThatRuns = ['renameActive'] as const

test('a machine is deleted and renamed while it is off', () => {
  for (const change of ['undefine', 'rename'] as const) {
    expect(whyNotChange(change, off, renamesNoneThatRuns)).toBeNull()
    expect(whyNotChange(change, running, renamesNoneThatRuns)).toMatch(/shut it down/)
  }
})

test('a hypervisor that renames what runs is not kept from it', () => {
  expect(whyNotChange('rename', transient, [])).toBeNull()
})

test('nothing can be saved, dumped or moved of a machine that is off', () => {
  for (const change of ['save', 'dump', 'migrate'] as const) {
    expect(whyNotChange(change, off, [])).toBe('It is not running.')
    expect(whyNotChange(change, transient, [])).toBeNull()
  }
})

test('what is not kept cannot start with its host', () => {
  expect(whyNotChange('setAutostart', transient, [])).toMatch(/transient/)
})

test('what a hypervisor lacks is said before anything else', () => {
  expect(whyNotChange('save', off, ['save'])).toBe('This hypervisor cannot do that.')
})
