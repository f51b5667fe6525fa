import { expect, test } from 'vitest'
import { turn } from '../../../lib/fake-clock.ts'
import { contentOf, domain, driverOf, follow, rowOf, worldOf } from './test-world.ts'

test('a domain refuses what it was told to refuse, in the words it was given', async () => {
  const refuses = `<oirase:refuses action='suspend'>internal error: the monitor is busy</oirase:refuses>`
  const { world } = worldOf(domain('a', refuses))
  const driver = driverOf(world)
  const { uuid } = rowOf(world, 'a')
  await expect(driver.domains.suspend(uuid)).rejects.toMatchObject({
    code: 'host.refused',
    detail: 'internal error: the monitor is busy',
  })
  await driver.domains.destroy(uuid)
  expect(rowOf(world, 'a').state).toBe('shutoff')
})

test('a guest that takes three seconds to shut down is on its way for three', async () => {
  const { world, clock } = worldOf(domain('a', `<oirase:shutdown seconds='3'/>`))
  const driver = driverOf(world)
  const { uuid } = rowOf(world, 'a')
  await driver.domains.shutdown(uuid)
  expect(rowOf(world, 'a')).toMatchObject({ state: 'shutdown', reason: 'user', id: 1 })
  await clock.advance(2_900)
  await driver.domains.shutdown(uuid)
  expect(rowOf(world, 'a').state).toBe('shutdown')
  await clock.advance(100)
  expect(rowOf(world, 'a')).toMatchObject({ state: 'shutoff', reason: 'shutdown', id: null })
})

test.each(['destroy', 'reboot', 'suspend', 'managedSave'] as const)(
  'a guest on its way down that is told to %s does not go down by itself later',
  async (action) => {
    const { world, clock } = worldOf(domain('a', `<oirase:shutdown seconds='3'/>`))
    const driver = driverOf(world)
    const { uuid } = rowOf(world, 'a')
    await driver.domains.shutdown(uuid)
    await driver.domains[action]?.(uuid)
    expect(clock.sleeping).toBe(0)
    const { told, stop, over } = follow(driver)
    await clock.advance(10_000)
    expect(told).toHaveLength(1)
    stop()
    await over
  },
)

test('a world that is closed leaves no guest on its way', async () => {
  const { world, clock } = worldOf(domain('a', `<oirase:shutdown seconds='3'/>`))
  await driverOf(world).domains.shutdown(rowOf(world, 'a').uuid)
  world.close()
  await turn()
  expect(clock.sleeping).toBe(0)
})

test.each([
  [`<oirase:nonsense/>`, "there is no element 'nonsense' in urn:oirase:world:1"],
  [
    `<oirase:load of='luck' base='1'/>`,
    'a load is one of cpu, memory, disk-read, disk-write, net-in, net-out',
  ],
  [`<oirase:load of='cpu'/>`, "'base' of oirase:load is not a number from 0 to 1000000000000"],
  [
    `<oirase:load of='cpu' base='-1'/>`,
    "'base' of oirase:load is not a number from 0 to 1000000000000",
  ],
  [
    `<oirase:shutdown seconds='601'/>`,
    "'seconds' of oirase:shutdown is not a number from 0 to 600",
  ],
  [
    `<oirase:refuses action='explode'>no</oirase:refuses>`,
    'an action is one of start, suspend, resume, shutdown, reboot, reset, destroy, managedSave',
  ],
])('%s is refused', (inside, detail) => {
  expect(() => contentOf(domain('a', inside))).toThrow(`XML error: ${detail}`)
})
