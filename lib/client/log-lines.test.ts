import { expect, test } from 'vitest'
import { inBlocks, logLines } from './log-lines.ts'

const log =
  '[2007] INFO (SrvDaemon:283) Xend Daemon started\n[2007] DEBUG vbd create\n\n[2007] ERROR vif\n'

test('without anything looked for every line is there, the empty ones, too', () => {
  expect(logLines(log, ' ')).toMatchObject({ all: 4 })
  expect(logLines(log, '').found[2]).toBe('')
  expect(logLines('', '')).toEqual({ found: [], all: 0 })
})

test('a line is found by all its words, in any order and case', () => {
  expect(logLines(log, 'STARTED info')).toEqual({
    found: ['[2007] INFO (SrvDaemon:283) Xend Daemon started'],
    all: 4,
  })
  expect(logLines(log, 'error vbd').found).toEqual([])
})

test('blocks keep their lines while more come at the end', () => {
  const before = inBlocks(['a', 'b', 'c'], 2)
  expect(before).toEqual(['a\nb', 'c'])
  expect(inBlocks(['a', 'b', 'c', 'd', 'e'], 2)).toEqual(['a\nb', 'c\nd', 'e'])
})
