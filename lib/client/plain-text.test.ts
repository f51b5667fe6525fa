import { expect, test } from 'vitest'
import { plainText } from './plain-text.ts'

test('colours, moves and titles are no text', () => {
  expect(plainText('\x1b[1;32mok\x1b[0m \x1b]0;a title\x07done\x1b(B\r\n')).toBe('ok done\n')
})

test('a line that is written over is as it was last', () => {
  expect(plainText('10 %\r50 %\r100 %\r\n')).toBe('100 %\n')
  expect(plainText('a longer line\rshort\x1b[K\n')).toBe('short\n')
})

test('what was taken back is not there', () => {
  expect(plainText('lss\b \b -l\n')).toBe('ls -l\n')
  expect(plainText('lss\b\x1b[K\n')).toBe('ls\n')
})

test('a string that never ends hides nothing that comes after its line', () => {
  expect(plainText('\x1b]0;begun')).toBe('')
  expect(plainText('\x1b]0;begun\x1b[0mhere\nthere')).toContain('there')
})

test('text of every language, and bells, are no trouble', () => {
  expect(plainText('Grüße \x07😀\tEnde')).toBe('Grüße 😀\tEnde')
})
