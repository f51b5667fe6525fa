import { expect, test } from 'vitest'
import { drawnOn } from './drawn-on.ts'

/** A terminal that draws only when it is told to. */
function setUp() {
  const lines: string[] = []
  const waiting: (() => void)[] = []
  let drawn = 0
  const screen = drawnOn({
    write: (text, done) => {
      if (typeof text === 'string') lines.push(text)
      else drawn += text.length
      if (done !== undefined) waiting.push(done)
    },
  })
  const draw = () => {
    for (const done of waiting.splice(0)) done()
  }
  return { screen, lines, draw, drawn: () => drawn }
}
const piece = new ArrayBuffer(1024 * 1024)

test('what a terminal keeps up with is drawn whole, and nothing is said', () => {
  const { screen, lines, draw, drawn } = setUp()
  for (let count = 0; count < 20; count += 1) {
    screen.bytes(piece)
    draw()
  }
  expect(drawn()).toBe(20 * 1024 * 1024)
  expect(lines).toEqual([])
})

test('a flood is left out beyond a bound, and a line says how much was', () => {
  const { screen, lines, draw, drawn } = setUp()
  for (let count = 0; count < 20; count += 1) screen.bytes(piece)
  expect(drawn()).toBe(5 * 1024 * 1024)
  expect(lines).toEqual([])
  draw()
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('15,728,640 bytes came too fast')
  screen.bytes(piece)
  draw()
  expect(lines).toHaveLength(1)
})
