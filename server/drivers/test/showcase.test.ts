import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { FakeClock } from '../../../lib/fake-clock.ts'
import { Confined } from './files.ts'
import { readWorldFile } from './read-world.ts'
import { showcasePath } from './showcase.ts'
import { sampleWorld } from './stats.ts'
import { World } from './world.ts'

const path = showcasePath(process.cwd())
const content = await readWorldFile(path, new Confined([dirname(path)]))

test('about thirty machines are in every state a person is likely to meet', () => {
  const { domains } = content
  const details = domains.map(({ definition }) => definition.details)
  expect(domains.length).toBeGreaterThanOrEqual(30)
  const states = new Set(domains.map(({ state }) => state))
  expect([...states].sort()).toEqual(['crashed', 'paused', 'pmsuspended', 'running', 'shutoff'])
  expect(domains.some(({ managedSave }) => managedSave)).toBe(true)
  expect(domains.some(({ persistent }) => !persistent)).toBe(true)
  expect(domains.filter(({ snapshots }) => snapshots.length > 0).length).toBeGreaterThanOrEqual(3)
  expect(details.every(({ system }) => system !== null)).toBe(true)
  expect(details.some(({ title }) => /\p{Script=Hebrew}/u.test(title ?? ''))).toBe(true)
})

test('whatever runs has a load, and no two machines the same address', async () => {
  const clock = new FakeClock()
  const world = new World(content, clock)
  const addresses = world.rows().flatMap(({ details }) => details?.addresses ?? [])
  expect(addresses.length).toBeGreaterThan(25)
  expect(new Set(addresses).size).toBe(addresses.length)
  const before = sampleWorld(world)
  await clock.advance(2_000)
  const after = sampleWorld(world)
  for (const [n, { uuid, cpuTime }] of after.domains.entries()) {
    const { state } = world.domain(uuid).row
    const moved = (cpuTime ?? 0) > (before.domains[n]?.cpuTime ?? 0)
    expect({ uuid, moved }).toEqual({ uuid, moved: state === 'running' })
  }
  const busy = (after.node?.cpuBusy ?? 0) / 2e9 / content.node.cpus
  expect(busy).toBeGreaterThan(0.2)
  expect(busy).toBeLessThan(0.8)
})

test('the disks of its machines are volumes of its pools, but for the one that is missing', () => {
  const volumes = new Set(content.pools.flatMap((pool) => pool.volumes.map((one) => one.path)))
  const sources = content.domains.flatMap(({ definition: { figures, details } }) =>
    details.disks.flatMap(({ source }) =>
      source === null ? [] : [{ name: figures.name, source }],
    ),
  )
  expect(sources.filter(({ source }) => !volumes.has(source)).map(({ name }) => name)).toEqual([
    'legacy-erp',
  ])
  for (const { object } of content.pools) expect(object.available).toBeGreaterThan(0)
})
