import { expect, test } from 'vitest'
import { madeUpAddresses } from './addresses.ts'

const first: Record<string, string> = {
  default: '192.168.122.2',
  wide: '10.20.1.0',
  six: 'fd00::1',
  odd: 'nowhere',
}
const of = (id: number, ...networks: (string | null)[]) =>
  madeUpAddresses(id, networks, (network) => first[network] ?? null)

test('each domain has twenty addresses of a network, one for each of its interfaces', () => {
  expect(of(1, 'default')).toEqual(['192.168.122.3'])
  expect(of(2, 'default', 'default')).toEqual(['192.168.122.23', '192.168.122.24'])
  expect(of(1, null, 'wide')).toEqual(['10.20.1.2'])
  expect(of(30, 'wide')).toEqual(['10.20.3.69'])
  expect(of(1, null, 'six')).toEqual(['fd00::3'])
})

test('an interface on no network of the world has none', () => {
  expect(of(1, null, 'nosuch', 'odd')).toEqual([])
})
