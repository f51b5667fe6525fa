import { expect, test } from 'vitest'
import type { DomainSample, NodeSample, Sample } from '../drivers/driver.ts'
import { loadsBetween } from './rates.ts'

const domain = (change: Partial<DomainSample> = {}): DomainSample => ({
  uuid: 'a',
  cpuTime: 1e9,
  vcpus: 2,
  memory: 1_024,
  diskRead: 1_000,
  diskWrite: 1_000,
  netIn: 1_000,
  netOut: 1_000,
  ...change,
})
const sample = (at: number, ...domains: DomainSample[]): Sample => ({ at, node: null, domains })
const onNode = (at: number, node: Partial<NodeSample>): Sample => {
  const unknown = { cpuBusy: null, cpuIdle: null, memoryUsed: null, memoryTotal: null }
  return { at, node: { ...unknown, ...node }, domains: [] }
}
const loadOf = (before: Sample | null, now: Sample) => loadsBetween(before, now).domains[0]

test('a first sample has no rates but what needs none', () => {
  expect(loadOf(null, sample(0, domain()))).toEqual(['a', null, 1_024, null, null, null, null])
})

test('cpu is a share of its vCPUs, traffic is bytes a second', () => {
  const before = sample(1_000, domain())
  const now = sample(3_000, domain({ cpuTime: 3e9, diskRead: 5_000, netOut: 1_001 }))
  expect(loadOf(before, now)).toEqual(['a', 0.5, 1_024, 2_000, 0, 0, 1])
})

test('a domain that used more than there is, by two clocks, used all', () => {
  expect(loadOf(sample(0, domain()), sample(1_000, domain({ cpuTime: 9e9 })))?.[1]).toBe(1)
})

test.each([
  ['a counter that began anew', domain({ cpuTime: 5, diskRead: 5 })],
  ['a counter that is not known', domain({ cpuTime: null, diskRead: null })],
])('%s has no rate', (_, now) => {
  const load = loadOf(sample(0, domain()), sample(1_000, now))
  expect([load?.[1], load?.[3]]).toEqual([null, null])
})

test('a domain without vCPUs and a sample at the same moment have no cpu share', () => {
  expect(loadOf(sample(0, domain()), sample(1_000, domain({ vcpus: 0 })))?.[1]).toBeNull()
  expect(loadOf(sample(0, domain()), sample(0, domain({ cpuTime: 2e9 })))?.[1]).toBeNull()
})

test('the node’s cpu is what was busy of what passed', () => {
  const before = onNode(0, { cpuBusy: 1e9, cpuIdle: 1e9 })
  const now = onNode(1_000, { cpuBusy: 2e9, cpuIdle: 4e9, memoryUsed: 5, memoryTotal: 10 })
  expect(loadsBetween(before, now).node).toEqual({ cpu: 0.25, memory: 5, memoryTotal: 10 })
  expect(loadsBetween(null, now).node).toEqual({ cpu: null, memory: 5, memoryTotal: 10 })
})
