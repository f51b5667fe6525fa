import { expect, test } from 'vitest'
import { groupConnections } from './connection-groups.ts'
import { aConnection } from './samples.ts'

const row = (id: string, ...tags: readonly string[]) =>
  aConnection({ id, uri: `qemu+ssh://${id}/system`, tags: [...tags] })

const shape = (pinned: readonly string[], ...rows: readonly ReturnType<typeof row>[]) =>
  groupConnections(rows, new Set(pinned.map((id) => `qemu+ssh://${id}/system`))).map(
    (group) => `${group.heading}: ${group.rows.map(({ id }) => id).join(' ')}`,
  )

test('without pins and tags there is one group', () => {
  expect(shape([], row('a'), row('b'))).toEqual(['null: a b'])
})

test('pinned first, then tags in a person’s order, then the rest; nobody twice', () => {
  const rows = [row('a'), row('b', 'rack 10'), row('c', 'rack 2', 'web'), row('d', 'rack 2')]
  expect(shape(['d'], ...rows)).toEqual(['Pinned: d', 'rack 2: c', 'rack 10: b', 'null: a'])
})

test('no connections, no groups', () => expect(shape(['x'])).toEqual([]))
