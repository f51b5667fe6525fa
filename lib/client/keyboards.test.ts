import { expect, test } from 'vitest'
import { keyboards, lackingOn, mostTyped, strokesFor } from './keyboards.ts'

/** Keys as a person would say them. */
const said = (...of: Parameters<typeof strokesFor>) =>
  strokesFor(...of).map((keys) => keys.map(({ code }) => code).join('+'))

test('the same text is other keys on another keyboard', () => {
  expect(said('us', 'yz@')).toEqual(['KeyY', 'KeyZ', 'ShiftLeft+Digit2'])
  expect(said('de', 'yz@')).toEqual(['KeyZ', 'KeyY', 'AltRight+KeyQ'])
  expect(said('fr', 'aq1')).toEqual(['KeyQ', 'KeyA', 'ShiftLeft+Digit1'])
})

test('a dead key is followed by its letter, or by a space for the mark alone', () => {
  expect(said('de', 'é')).toEqual(['Equal', 'KeyE'])
  expect(said('de', '^')).toEqual(['Backquote', 'Space'])
  expect(said('es', 'Á')).toEqual(['Quote', 'ShiftLeft+KeyA'])
  // on a key of its own
  expect(said('fr', 'é')).toEqual(['Digit2'])
})

test('every keyboard writes a shell’s line', () => {
  const line = `#!/bin/sh\nA="$(x)"; [ -f 'a_b' ] && {\tB=~/c\\d|e; } <f >g * ? ^ % @ \``
  for (const keyboard of keyboards) expect(lackingOn(keyboard, line), keyboard).toEqual([])
})

test('each key of each keyboard has a place, and no character two', () => {
  for (const keyboard of keyboards) {
    expect(new Set(said(keyboard, 'abcdefghijklmnopqrstuvwxyz')).size, keyboard).toBe(26)
    expect(said(keyboard, '.'), keyboard).not.toEqual([''])
  }
  expect(said('us', '/')).toEqual(['Slash'])
  expect(said('se', '-_')).toEqual(['Slash', 'ShiftLeft+Slash'])
})

test('what a keyboard lacks is named once and not typed', () => {
  expect(lackingOn('us', 'ßaß€')).toEqual(['ß', '€'])
  expect(said('us', 'aß')).toEqual(['KeyA'])
})

test('a line end is one press of Enter, however it is spelled', () => {
  expect(said('us', 'a\r\nb\rc\n')).toEqual(['KeyA', 'Enter', 'KeyB', 'Enter', 'KeyC', 'Enter'])
})

test('control characters are not typed, and a text only up to a bound', () => {
  expect(said('us', 'a\u001b\0b')).toEqual(['KeyA', 'KeyB'])
  expect(said('us', 'x'.repeat(mostTyped + 10))).toHaveLength(mostTyped)
})
