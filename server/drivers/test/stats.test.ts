import { expect, test } from 'vitest'
import { FakeClock } from '../../../lib/fake-clock.ts'
import { act } from './actions.ts'
import { readDefaultWorld } from './read-world.ts'
import { sampleWorld } from './stats.ts'
import { domain, rowOf, worldOf } from './test-world.ts'
import { World } from './world.ts'

test('the default world has libvirt’s own figures', () => {
  const world = new World(readDefaultWorld(), new FakeClock(1_795_358_048_518))
  expect(sampleWorld(world)).toEqual({
    at: 1_795_358_048_518,
    node: {
      cpuBusy: 34_688_520_800_000,
      cpuIdle: 88_028_500_000,
      memoryUsed: null,
      memoryTotal: 3_145_728,
    },
    domains: [
      {
        uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f',
        // one CPU-second every second, which on two vCPUs is half of what there is
        cpuTime: 1_795_358_048_518_000_000,
        vcpus: 2,
        memory: 1_048_576,
        diskRead: 89_767_902_425_900,
        diskWrite: 44_883_951_212_950,
        netIn: 179_535_804_851_800,
        netOut: 89_767_902_425_900,
      },
    ],
  })
})

const loads = `<vcpu>4</vcpu>
  <oirase:load of='cpu' base='50' swing='20' period='30'/>
  <oirase:load of='memory' base='60' swing='5' period='90'/>
  <oirase:load of='net-in' base='1000' swing='300' period='20'/>`

test('a domain with a load has counters that run while it runs', async () => {
  const { world, clock } = worldOf(domain('a', loads))
  const { uuid } = rowOf(world, 'a')
  const sample = () => sampleWorld(world).domains[0]
  const cpu = () => sample()?.cpuTime ?? Number.NaN
  expect(sample()).toMatchObject({ cpuTime: 0, diskRead: null, netIn: 0 })
  await clock.advance(100_000)
  const ran = cpu()
  // about half of four vCPUs for a hundred seconds
  expect(ran / 1e9).toBeGreaterThan(130)
  expect(ran / 1e9).toBeLessThan(270)
  expect(sample()?.memory).toBeGreaterThan(0.4 * 4096)
  act(world, uuid, 'suspend')
  await clock.advance(50_000)
  expect(cpu()).toBe(ran)
  act(world, uuid, 'resume')
  await clock.advance(10_000)
  expect(cpu()).toBeGreaterThan(ran)
  act(world, uuid, 'destroy')
  expect(sampleWorld(world).domains).toEqual([])
  act(world, uuid, 'start')
  expect(cpu()).toBe(0)
})

test('its node is as busy as its domains and a little more, and never less than before', async () => {
  const { world, clock } = worldOf(domain('a', loads) + domain('b', `<test:transient/>${loads}`))
  const node = () => sampleWorld(world).node
  const busy = () => node()?.cpuBusy ?? Number.NaN
  await clock.advance(20_000)
  const before = busy()
  const spent = sampleWorld(world).domains.reduce((sum, one) => sum + (one.cpuTime ?? 0), 0)
  expect(before).toBeGreaterThan(spent)
  expect((node()?.cpuBusy ?? 0) + (node()?.cpuIdle ?? 0)).toBeCloseTo(16 * 20e9, -1)
  for (const name of ['a', 'b']) act(world, rowOf(world, name).uuid, 'destroy')
  expect(busy()).toBeGreaterThanOrEqual(before)
  act(world, rowOf(world, 'a').uuid, 'start')
  expect(busy()).toBeGreaterThanOrEqual(before)
  expect(node()?.memoryUsed).toBe(Math.floor(0.04 * 3_145_728 + 4096))
})
