import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Ring } from './ring.ts'

test('it has the newest bytes, whatever pieces they came in', () => {
  const piece = fc.uint8Array({ maxLength: 40 })
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }),
      fc.integer({ min: 1, max: 32 }),
      (all, size) => {
        const ring = new Ring(size)
        for (const bytes of all) ring.append(bytes)
        const whole = Buffer.concat(all)
        expect(ring.end).toBe(whole.length)
        expect(ring.read(ring.start, size)).toEqual(
          whole.subarray(Math.max(0, whole.length - size)),
        )
      },
    ),
  )
})

test('a piece of what is there is read from its place', () => {
  const ring = new Ring(4)
  ring.append(Buffer.from('abcdef'))
  expect(ring.start).toBe(2)
  expect(ring.read(3, 2).toString()).toBe('de')
})
