import { expect, test } from 'vitest'
import type { ConnectionRow, DomainRow } from '../contract/live.ts'
import { runsElsewhere } from './elsewhere.ts'

const connection = (id: string, phase = 'open') => ({ id, state: { phase } }) as ConnectionRow
const listing = (uuid: string, state: DomainRow['state']) => ({
  domains: new Map([[uuid, { state }]]),
})
const machine = { here: 'a', uuid: 'u1' }

test('a machine that was moved is found where it runs now', () => {
  const all = [connection('a'), connection('b'), connection('c')]
  const listings = new Map([
    ['a', listing('u1', 'shutoff')],
    ['b', listing('u2', 'running')],
    ['c', listing('u1', 'running')],
  ])
  expect(runsElsewhere(all, listings, machine)?.id).toBe('c')
})

test.each([
  ['it is off there', [connection('a'), connection('b')], 'shutoff'],
  ['that host is out of reach', [connection('a'), connection('b', 'waiting')], 'running'],
  ['it runs here alone', [connection('a')], 'running'],
] as const)('nowhere is said while %s', (_, connections, state) => {
  const listings = new Map(connections.map(({ id }) => [id, listing('u1', state)]))
  expect(runsElsewhere(connections, listings, machine)).toBeNull()
})
