import { expect, test } from 'vitest'
import { Screens } from './screens.ts'

function setUp() {
  const told: string[] = []
  const screen = (name: string) => ({
    bytes: (bytes: ArrayBuffer) => void told.push(`${name} ${new Uint8Array(bytes).join()}`),
    ended: () => void told.push(`${name} ended`),
  })
  return { screens: new Screens(), told, screen }
}
const bytes = (...values: number[]) => new Uint8Array(values).buffer

test('what comes before a screen is there is drawn first, in order and once', () => {
  const { screens, told, screen } = setUp()
  screens.bytes(bytes(1))
  screens.bytes(bytes(2))
  screens.show(screen('a'))
  screens.bytes(bytes(3))
  screens.show(screen('b'))
  expect(told).toEqual(['a 1', 'a 2', 'a 3'])
})

test('a screen that was taken away hears nothing, and takes no later one away', () => {
  const { screens, told, screen } = setUp()
  const hide = screens.show(screen('a'))
  screens.show(screen('b'))
  hide()
  screens.bytes(bytes(1))
  screens.ended()
  expect(told).toEqual(['b 1', 'b ended'])
})

test('what nobody drew of one opening is not drawn in the next', () => {
  const { screens, told, screen } = setUp()
  screens.bytes(bytes(1))
  screens.ended()
  screens.show(screen('a'))
  expect(told).toEqual([])
})

test('a flood that nobody draws yet is kept up to a bound', () => {
  const { screens } = setUp()
  let drawn = 0
  for (let count = 0; count < 20; count += 1) screens.bytes(new ArrayBuffer(1024 * 1024))
  screens.show({ bytes: (piece) => (drawn += piece.byteLength), ended: () => undefined })
  expect(drawn).toBe(4 * 1024 * 1024)
})
