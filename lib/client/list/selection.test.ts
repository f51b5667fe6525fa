import { describe, expect, test } from 'vitest'
import {
  clearSelection,
  moveActive,
  nothingSelected,
  retainShown,
  type Selection,
  select,
  selectAll,
} from './selection.ts'

const order = ['a', 'b', 'c', 'd', 'e']
const keys = (selection: Selection) => [...selection.keys].join('')

describe('selecting', () => {
  test('a click selects one alone, with ctrl one more or less', () => {
    const one = select(nothingSelected, order, 'b', 'only')
    const two = select(one, order, 'd', 'toggle')
    expect(keys(two)).toBe('bd')
    expect(keys(select(two, order, 'b', 'toggle'))).toBe('d')
    expect(keys(select(two, order, 'a', 'only'))).toBe('a')
  })

  test('shift selects from the anchor, which stays where it was', () => {
    const one = select(nothingSelected, order, 'c', 'only')
    const down = select(one, order, 'e', 'range')
    expect(keys(down)).toBe('cde')
    expect(keys(select(down, order, 'a', 'range'))).toBe('abc')
  })

  test('a range from an anchor that is gone is the one row', () => {
    const lost = { keys: new Set<string>(), active: null, anchor: 'z' }
    expect(keys(select(lost, order, 'b', 'range'))).toBe('b')
  })

  test('all and none', () => {
    const all = selectAll(nothingSelected, order)
    expect(keys(all)).toBe('abcde')
    expect(keys(clearSelection(all))).toBe('')
  })
})

describe('the keyboard', () => {
  test('enters at the top going down, at the bottom going up, and stops at the ends', () => {
    expect(moveActive(nothingSelected, order, 1, false).active).toBe('a')
    expect(moveActive(nothingSelected, order, -1, false).active).toBe('e')
    const last = select(nothingSelected, order, 'e', 'only')
    expect(moveActive(last, order, 1, false).active).toBe('e')
    expect(moveActive(last, order, Number.NEGATIVE_INFINITY, false).active).toBe('a')
  })

  test('moves without selecting, and with shift selects on the way', () => {
    const at = { ...nothingSelected, active: 'b', anchor: 'b' }
    expect(keys(moveActive(at, order, 2, false))).toBe('')
    const extended = moveActive(moveActive(at, order, 1, true), order, 1, true)
    expect(keys(extended)).toBe('bcd')
    expect(keys(moveActive(extended, order, -1, true))).toBe('bc')
  })

  test('in an empty list does nothing', () => {
    expect(moveActive(nothingSelected, [], 1, false)).toBe(nothingSelected)
  })
})

describe('when rows go', () => {
  test('they leave the selection; when nothing changes it is the same value', () => {
    const two = select(select(nothingSelected, order, 'a', 'only'), order, 'b', 'toggle')
    expect(retainShown(two, new Set(order))).toBe(two)
    const left = retainShown(two, new Set(['a']))
    expect(keys(left)).toBe('a')
    expect(left.active).toBeNull()
  })
})
