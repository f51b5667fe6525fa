import { expect, test } from 'vitest'
import { type AskedChange, readAskedChange, writeAskedChange } from './asked-change.ts'

const machine = { connection: '0a1b2c', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f' }

test.each<AskedChange>([
  { change: 'rename', machine: null },
  { change: 'undefine', machine },
])('an open dialog is found again in the address: %j', (asked) =>
  expect(readAskedChange(writeAskedChange(asked))).toEqual(asked),
)

test.each([null, '', 'setMemory', 'rename.', 'rename.a', 'rename.a.b.c', 'destroy'])(
  'the address %j opens none',
  (text) => expect(readAskedChange(text)).toBeNull(),
)
