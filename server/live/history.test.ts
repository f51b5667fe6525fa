import { expect, test } from 'vitest'
import type { DomainLoad } from '../../lib/contract/live.ts'
import { StatsHistory } from './history.ts'

const load = (uuid: string, cpu: number | null): DomainLoad => [uuid, cpu, 2_048, 1, 2, 3, 4]
const node = (cpu: number) => ({ cpu, memory: 10, memoryTotal: 20 })

/** A history of `ticks` ticks two seconds apart, the cpu of domain `a` and the node counting them in ten-thousandths. */
function filled(ticks: number) {
  const history = new StatsHistory()
  for (let tick = 0; tick < ticks; tick += 1) {
    const cpu = (tick % 10_000) / 1e4
    history.add('one', { at: tick * 2_000, node: node(cpu), domains: [load('a', cpu)] })
  }
  return history
}

test('a graph is full with at least ten minutes, oldest first', () => {
  const { at, cpu, memory } = filled(5_000).domain('one', 'a')
  expect(at.length).toBeGreaterThanOrEqual(300)
  expect([at.length, cpu.length]).toEqual([memory.length, at.length])
  expect([at.at(-1), cpu.at(-1), memory.at(-1)]).toEqual([9_998_000, 0.4999, 2_048])
  expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(600_000 - 2_000)
})

test('a domain’s graph begins with its first load', () => {
  const history = filled(10)
  history.add('one', { at: 20_000, node: null, domains: [load('a', 0), load('late', 1)] })
  expect(history.domain('one', 'late')).toEqual({
    at: [20_000],
    cpu: [1],
    memory: [2_048],
    diskRead: [1],
    diskWrite: [2],
    netIn: [3],
    netOut: [4],
  })
})

test('ticks without a load are holes, also when the ring has turned', () => {
  const history = filled(400)
  for (let tick = 0; tick < 5; tick += 1) {
    history.add('one', { at: 1e6 + tick, node: null, domains: [] })
  }
  history.add('one', { at: 2e6, node: node(1), domains: [load('a', 1)] })
  expect(history.domain('one', 'a').cpu.slice(-7)).toEqual([
    0.0399,
    null,
    null,
    null,
    null,
    null,
    1,
  ])
  expect(history.node('one').cpu.slice(-3)).toEqual([null, null, 1])
})

test('a lost link is a hole and not a line across', () => {
  const history = filled(3)
  history.gap('one', 5_000)
  history.add('one', { at: 60_000, node: node(1), domains: [load('a', 1)] })
  expect(history.node('one')).toEqual({
    at: [0, 2_000, 4_000, 5_000, 60_000],
    cpu: [0, 0.0001, 0.0002, null, 1],
    memory: [10, 10, 10, null, 10],
  })
})

test('a domain that is silent for as long as is kept takes no room', () => {
  const history = filled(320)
  for (let tick = 0; tick < 640; tick += 1) {
    history.add('one', { at: 1e6 + tick, node: null, domains: [] })
  }
  expect(history.domain('one', 'a').at).toEqual([])
})

test('the newest minute of all domains is told as it was', () => {
  const history = filled(100)
  history.add('one', { at: 200_000, node: null, domains: [load('a', null)] })
  const recent = history.recent('one')
  expect(recent).toHaveLength(30)
  expect(recent[0]).toEqual({ at: 142_000, node: node(0.0071), domains: [load('a', 0.0071)] })
  expect(recent.at(-1)).toEqual({ at: 200_000, node: null, domains: [load('a', null)] })
})

test('of many domains fewer ticks are told, so that the answer stays a page’s size', () => {
  const history = new StatsHistory()
  const domains = Array.from({ length: 1_000 }, (_, number) => load(`guest-${number}`, 0.5))
  for (let at = 0; at < 30; at += 1) history.add('one', { at, node: null, domains })
  expect(history.recent('one').map(({ at }) => at)).toEqual([
    20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
  ])
})

test('numbers are kept short: a fraction with four digits, a whole number with seven', () => {
  const history = new StatsHistory()
  const big = 123_456_789
  history.add('one', {
    at: 0,
    node: null,
    domains: [['a', 0.123_456, big, null, null, null, null]],
  })
  const { cpu, memory } = history.domain('one', 'a')
  expect(cpu).toEqual([0.1235])
  expect(Math.abs((memory[0] ?? 0) - big) / big).toBeLessThan(1e-7)
  expect(Number.isInteger(memory[0])).toBe(true)
})

test('what is forgotten or never was is empty', () => {
  const history = filled(3)
  history.forgetDomain('one', 'a')
  expect(history.domain('one', 'a').at).toEqual([])
  history.forget('one')
  expect(history.node('one')).toEqual({ at: [], cpu: [], memory: [] })
  expect(history.recent('never')).toEqual([])
})
