import { expect, test } from 'vitest'
import { rank } from './rank.ts'

const found = (query: string, ...names: readonly string[]) =>
  rank(
    names.map((words) => ({ words })),
    query,
    10,
  ).map(({ words }) => words)

test('whole names first, then beginnings, then beginnings of words, then the rest', () => {
  expect(found('web', 'cobweb', 'my-web', 'web-a', 'web')).toEqual([
    'web',
    'web-a',
    'my-web',
    'cobweb',
  ])
})

test('every word must be there, in any order and case', () => {
  expect(found('KVM db', 'db-primary kvm-a01', 'db-primary oirase', 'kvm-a01')).toEqual([
    'db-primary kvm-a01',
  ])
})

test('nothing asked, nothing found; nothing there, nothing found', () => {
  expect(found('  ', 'a')).toEqual([])
  expect(found('x', 'a')).toEqual([])
})

test('only so many are answered', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => ({ words: `guest-${index}` }))
  expect(rank(many, 'guest', 50)).toHaveLength(50)
})
