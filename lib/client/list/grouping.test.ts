import { expect, test } from 'vitest'
import { connectionOf, domainOf, listedOf } from './fixtures.ts'
import { groupListed, linesOf } from './grouping.ts'

const kvm = connectionOf('kvm', { tags: ['web', 'prod'] })
const attic = connectionOf('attic')
const empty = connectionOf('empty', { tags: ['web'] })
const rows = [
  listedOf(attic, domainOf('a', { state: 'shutoff' })),
  listedOf(kvm, domainOf('b')),
  listedOf(kvm, domainOf('c', { state: 'paused' })),
]
const options = { connections: [kvm, attic, empty], keepEmpty: true }
const brief = (groups: ReturnType<typeof groupListed>) =>
  groups.map(({ label, rows: within }) => [label, ...within.map(({ domain }) => domain.name)])

test('by connection: in the connections’ order, those without machines too', () => {
  expect(brief(groupListed(rows, 'connection', options))).toEqual([
    ['kvm', 'b', 'c'],
    ['attic', 'a'],
    ['empty'],
  ])
})

test('while something is looked for, only connections that have it', () => {
  const found = groupListed(rows.slice(1, 2), 'connection', { ...options, keepEmpty: false })
  expect(brief(found)).toEqual([['kvm', 'b']])
})

test('by tag: a connection of two tags is one group, those without come last', () => {
  expect(brief(groupListed(rows, 'tag', options))).toEqual([
    ['web · prod', 'b', 'c'],
    ['No tags', 'a'],
  ])
})

test('by state: in the order of the state column', () => {
  expect(brief(groupListed(rows, 'state', options))).toEqual([
    ['Running', 'b'],
    ['Paused', 'c'],
    ['Shut off', 'a'],
  ])
})

test('a folded group keeps its head and hides its rows; no grouping has no heads', () => {
  const groups = groupListed(rows, 'connection', options)
  expect(linesOf(groups, 'connection', new Set(['kvm'])).map(({ key }) => key)).toEqual([
    'group kvm',
    'group attic',
    rows[0]?.key,
    'group empty',
  ])
  expect(linesOf(groupListed(rows, 'none', options), 'none', new Set())).toHaveLength(3)
})
