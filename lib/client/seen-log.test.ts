import { expect, test } from 'vitest'
import { SeenLog } from './seen-log.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('it is one text, over all openings and across characters that were cut', () => {
  const log = new SeenLog()
  const euro = bytes('€')
  log.add(bytes('boot\r\n'))
  log.note('Opened again at 12:00')
  log.add(euro.subarray(0, 1))
  log.add(euro.subarray(1))
  expect(log.text()).toBe('boot\n\n[Opened again at 12:00]\n€\n')
})

test('the newest is kept, and it says so when something was not', () => {
  const log = new SeenLog()
  const piece = bytes(`${'x'.repeat(1024 * 1024 - 1)}\n`)
  for (let count = 0; count < 9; count += 1) log.add(piece)
  const text = log.text()
  expect(text.startsWith('[What came before is not kept.]\nx')).toBe(true)
  expect(text.length).toBeLessThan(8.1 * 1024 * 1024)
})
