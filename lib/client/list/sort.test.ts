import { describe, expect, test } from 'vitest'
import { connectionOf, detailsOf, domainOf, listedOf } from './fixtures.ts'
import { naturalKey } from './fold.ts'
import type { LoadOf } from './listed.ts'
import { type Sort, sortAfterClick, sortListed } from './sort.ts'

const kvm = connectionOf('kvm')
const idle: LoadOf = () => null
const sorted = (names: string[], sort: Sort = { column: 'name', descending: false }) =>
  sortListed(
    names.map((name) => listedOf(kvm, domainOf(name))),
    sort,
    idle,
  ).map(({ domain }) => domain.name)

describe('the order of names', () => {
  test('counts: 2 before 10, leading zeros do not matter, case and accents neither', () => {
    expect(sorted(['web-10', 'Web-2', 'web-1', 'élan', 'f', 'e', 'web-03'])).toEqual([
      'e',
      'élan',
      'f',
      'web-1',
      'Web-2',
      'web-03',
      'web-10',
    ])
  })

  test('digits beyond any number still sort by length first', () => {
    expect(naturalKey('9'.repeat(30)) < naturalKey(`1${'0'.repeat(30)}`)).toBe(true)
  })

  test('digits come before letters, a name before the name it begins', () => {
    expect(sorted(['ab', 'a1', 'a'])).toEqual(['a', 'a1', 'ab'])
  })
})

describe('sorting by a measure', () => {
  const loads: Record<string, number> = { a: 0.2, b: 0.9 }
  const load: LoadOf = (_, uuid, measure) =>
    measure === 'cpu' ? (loads[uuid.slice(-1)] ?? null) : null
  const by = (descending: boolean) =>
    sortListed(
      ['c', 'a', 'd', 'b'].map((name) => listedOf(kvm, domainOf(name))),
      { column: 'cpu', descending },
      load,
    ).map(({ domain }) => domain.name)

  test('what was not measured comes last both ways, in the order of names', () => {
    expect(by(true)).toEqual(['b', 'a', 'c', 'd'])
    expect(by(false)).toEqual(['a', 'b', 'c', 'd'])
  })
})

test('states sort by how much they ask for attention', () => {
  const rows = [
    domainOf('off', { state: 'shutoff' }),
    domainOf('saved', { state: 'shutoff', managedSave: true }),
    domainOf('run'),
    domainOf('idle', { state: 'blocked' }),
    domainOf('dead', { state: 'crashed' }),
  ].map((domain) => listedOf(kvm, domain))
  const names = sortListed(rows, { column: 'state', descending: false }, idle)
  expect(names.map(({ domain }) => domain.name)).toEqual(['dead', 'idle', 'run', 'saved', 'off'])
})

test('addresses sort as numbers', () => {
  const rows = ['10.0.0.10', '10.0.0.9'].map((address, at) =>
    listedOf(kvm, domainOf(`d${at}`, { details: detailsOf({ addresses: [address] }) })),
  )
  const names = sortListed(rows, { column: 'address', descending: false }, idle)
  expect(names.map(({ domain }) => domain.name)).toEqual(['d1', 'd0'])
})

test('the first click takes the better end of a column, the second the other', () => {
  const name: Sort = { column: 'name', descending: false }
  const cpu = sortAfterClick(name, 'cpu')
  expect(cpu).toEqual({ column: 'cpu', descending: true })
  expect(sortAfterClick(cpu, 'cpu').descending).toBe(false)
  expect(sortAfterClick(cpu, 'name')).toEqual(name)
})
