import { expect, test } from 'vitest'
import { plainLine, plainOrNull } from './plain.ts'

test('shows controls and direction marks instead of obeying them', () => {
  expect(plainLine('a\nb\x1b[31mc\x7f\x85\u202ed')).toBe('a␊b␛[31mc␡��d')
})

test('keeps ordinary text of every script as it is', () => {
  expect(plainLine('Gäste <b>№ 7</b> 🙂')).toBe('Gäste <b>№ 7</b> 🙂')
})

test('cuts what is too long and mends a character cut in two', () => {
  expect(plainLine('x'.repeat(5000))).toHaveLength(1024)
  expect(plainLine('ab🙂', 4)).toBe('ab🙂')
  expect(plainLine('ab🙂c', 4)).toBe('ab�…')
})

test('takes empty for absent', () => {
  expect(plainOrNull('')).toBeNull()
  expect(plainOrNull(null)).toBeNull()
  expect(plainOrNull('x')).toBe('x')
})
