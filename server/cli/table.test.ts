import { expect, test } from 'vitest'
import { virshTable } from './table.ts'

const listed = (...rows: string[][]) => virshTable(['Id', 'Name', 'State'], rows)

/** Printed by virsh 9.0.0 of the same domains. */
test.each([
  ['nothing', [], ' Id   Name   State\n--------------------\n\n'],
  [
    'one domain',
    [['1', 'test', 'running']],
    ' Id   Name   State\n----------------------\n 1    test   running\n\n',
  ],
  [
    'names of every width',
    [
      ['1', 'a<b> 日本', 'running'],
      ['2', 'Zed \ttab', 'running'],
      ['4', 'nos', 'no state'],
      ['-', 'aA', 'shut off'],
    ],
    [
      ' Id   Name          State',
      '------------------------------',
      ' 1    a<b> 日本     running',
      ' 2    Zed \\x09tab   running',
      ' 4    nos           no state',
      ' -    aA            shut off',
      '',
      '',
    ].join('\n'),
  ],
] as const)('a table of %s is virsh’s to the byte', (_, rows, text) => {
  expect(listed(...rows.map((row) => [...row]))).toBe(text)
})
