import { expect, test } from 'vitest'
import { EarlyKeys } from './early-keys.ts'

function setUp() {
  const target = new EventTarget()
  const early = new EarlyKeys(target)
  const press = (key: string, more: object = {}) => {
    const event = Object.assign(new Event('keydown', { cancelable: true }), { key, ...more })
    target.dispatchEvent(event)
    return event.defaultPrevented
  }
  return { early, press }
}

test('what is typed before the field is there is kept for it, and from the page', () => {
  const { early, press } = setUp()
  early.keep()
  expect([...'weit'].map((key) => press(key))).toEqual([true, true, true, true])
  press('Backspace')
  press('r')
  expect(early.take()).toBe('weir')
})

test('once the field is there, keys go where they go', () => {
  const { early, press } = setUp()
  early.keep()
  press('a')
  early.take()
  expect(press('b')).toBe(false)
  expect(early.take()).toBe('')
})

test.each([
  ['a shortcut', 'k', { ctrlKey: true }],
  ['Escape', 'Escape', {}],
  ['a letter that is being composed', 'か', { isComposing: true }],
])('%s stays the page’s', (_, key, more) => {
  const { early, press } = setUp()
  early.keep()
  expect(press(key, more)).toBe(false)
  expect(early.take()).toBe('')
})
