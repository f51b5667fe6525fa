import { expect, test } from 'vitest'
import { countChanges, type DiffRow, diffRows } from './diff-rows.ts'

const numbered = Array.from({ length: 20 }, (_, at) => `line ${at + 1}`)
const changed = (at: number, line: string) => numbered.with(at - 1, line)

function line(row: DiffRow): string {
  switch (row.kind) {
    case 'same':
      return `${row.before} ${row.after}  ${row.text}`
    case 'gone':
      return `${row.before} - ${row.text}`
    case 'new':
      return `${row.after} + ${row.text}`
    case 'folded':
      return `… ${row.rows.length}`
  }
}
const drawn = (rows: readonly DiffRow[]): string[] => rows.map(line)

test('three lines stay around a change, all else that is the same is folded', () => {
  expect(drawn(diffRows(numbered, changed(10, 'other')))).toEqual([
    '… 6',
    '7 7  line 7',
    '8 8  line 8',
    '9 9  line 9',
    '10 - line 10',
    '10 + other',
    '11 11  line 11',
    '12 12  line 12',
    '13 13  line 13',
    '… 7',
  ])
})

test('what would fold next to nothing is drawn', () => {
  expect(drawn(diffRows(numbered.slice(0, 7), changed(7, 'x').slice(0, 7)))[0]).toBe('1 1  line 1')
})

test('a folded part holds its lines', () => {
  const [folded] = diffRows(numbered, changed(20, 'x'))
  expect(folded?.kind === 'folded' && drawn(folded.rows)[15]).toBe('16 16  line 16')
})

test('lines that stand for each other say which part is another', () => {
  const [gone, put] = diffRows(
    ["<vcpu placement='static'>2</vcpu>"],
    ["<vcpu placement='static'>16</vcpu>"],
  )
  expect(gone).toMatchObject({ kind: 'gone', mark: [25, 26] })
  expect(put).toMatchObject({ kind: 'new', mark: [25, 27] })
  expect(diffRows(['abc'], ['xyz'])[0]).toMatchObject({ mark: null })
  expect(diffRows(['abc', 'abd'], ['abx'])[0]).toMatchObject({ mark: null })
})

test('a mark never cuts a character in two', () => {
  const [gone] = diffRows(['name 🙂'], ['name 🙃'])
  expect(gone).toMatchObject({ mark: [5, 7] })
})

test('it counts what went and what came', () => {
  expect(countChanges(diffRows(numbered, [...changed(3, 'x'), 'y', 'z']))).toEqual({
    gone: 1,
    added: 3,
  })
})
