import { expect, test } from 'vitest'
import { typedBetween } from './typed-between.ts'

test('letters that were added are typed', () => {
  expect(typedBetween('ls', 'ls -l')).toEqual({ erased: 0, text: ' -l' })
})

test('what a keyboard takes back is erased', () => {
  expect(typedBetween('lss', 'ls')).toEqual({ erased: 1, text: '' })
})

test('a word that it guessed takes the place of what was typed', () => {
  expect(typedBetween('teh', 'the ')).toEqual({ erased: 2, text: 'he ' })
  expect(typedBetween('a😀', 'ab')).toEqual({ erased: 1, text: 'b' })
})
