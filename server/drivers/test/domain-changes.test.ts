import { expect, test } from 'vitest'
import { turn } from '../../../lib/fake-clock.ts'
import { lacksOf } from '../lacks.ts'
import { fileLimits } from './saved-files.ts'
import { domain, driverOf, follow, rowOf, worldOf } from './test-world.ts'

function opened(inside = '') {
  const { world } = worldOf(domain('a', inside))
  const driver = driverOf(world)
  const { uuid } = rowOf(world, 'a')
  return { world, driver, uuid, changes: driver.changes, row: () => rowOf(world, 'a') }
}

const off = '<test:runstate>5</test:runstate>'

test('it lacks what libvirt’s own test driver lacks', () => {
  expect(lacksOf(opened().driver)).toEqual([
    'migrate',
    'attachDevice',
    'detachDevice',
    'renameActive',
    'log',
    'consoles',
    'sendBreak',
  ])
})

test('a change of both is of both or of neither', async () => {
  const { changes, driver, uuid, row } = opened('<vcpu current="1">2</vcpu>')
  await changes.setMaxMemory?.(uuid, { memory: 2048 })
  await expect(changes.setMemory?.(uuid, { memory: 3000, affects: 'both' })).rejects.toMatchObject({
    detail: 'invalid argument: cannot set memory higher than max memory',
  })
  expect(row().memory).toBe(4096)
  await changes.setMemory?.(uuid, { memory: 1024, affects: 'both' })
  await changes.setVcpus?.(uuid, { vcpus: 2, affects: 'both' })
  expect(row()).toMatchObject({ memory: 1024, maxMemory: 4096, vcpus: 2 })
  await driver.domains.destroy(uuid)
  expect(row()).toMatchObject({ memory: 1024, maxMemory: 2048, vcpus: 2 })
})

test('what is changed for the next start shows in the row when it has stopped', async () => {
  const { changes, driver, uuid, row } = opened()
  await changes.setMemory?.(uuid, { memory: 2048, affects: 'config' })
  expect(row().memory).toBe(4096)
  await driver.domains.managedSave?.(uuid)
  expect(row().memory).toBe(2048)
  await driver.domains.start(uuid)
  expect(row().memory).toBe(2048)
})

test('a pin lasts as long as the run', async () => {
  const { changes, driver, uuid } = opened('<vcpu>2</vcpu>')
  await changes.pinVcpu?.(uuid, { vcpu: 1, cpus: [5, 3, 5, 4], affects: 'live' })
  const every = Array.from({ length: 16 }, (_, cpu) => cpu)
  expect(await driver.domains.vcpus?.(uuid)).toMatchObject([
    { vcpu: 0, state: 'running', cpu: 15, cpus: every },
    { vcpu: 1, state: 'running', cpu: 5, cpus: [3, 4, 5] },
  ])
  await driver.domains.destroy(uuid)
  expect(await driver.domains.vcpus?.(uuid)).toMatchObject([
    { vcpu: 0, state: 'offline', cpu: null, cpuTime: null },
    { vcpu: 1, state: 'offline', cpus: every },
  ])
})

test.each([
  [{ vcpu: 2, cpus: [1] }, "invalid argument: requested vcpu '2' is not present in the domain"],
  [{ vcpu: 0, cpus: [1, 16] }, 'invalid argument: CPU 16 exceeds the maxcpu 16'],
])('%j cannot be pinned', async (asked, detail) => {
  const { changes, uuid } = opened('<vcpu>2</vcpu>')
  const pinned = changes.pinVcpu?.(uuid, { ...asked, affects: 'live' })
  await expect(pinned).rejects.toMatchObject({ code: 'host.refused', detail })
})

test('where libvirt’s calls know no flags, what they cannot say is refused', async () => {
  const { changes, uuid } = opened()
  const parameters = [{ name: 'weight', value: 60 }]
  await changes.setSchedule?.(uuid, { parameters, affects: 'live' })
  for (const [affects, flags] of [
    ['config', '0x2'],
    ['both', '0x3'],
  ] as const) {
    await expect(changes.setSchedule?.(uuid, { parameters, affects })).rejects.toMatchObject({
      code: 'host.unsupported',
      detail: `unsupported flags (${flags}) in function testDomainSetSchedulerParametersFlags`,
    })
  }
})

test.each([
  [[{ name: 'cap', value: 1 }], "argument unsupported: parameter 'cap' not supported"],
  [
    [
      { name: 'weight', value: 1 },
      { name: 'weight', value: 2 },
    ],
    "invalid argument: parameter 'weight' occurs multiple times",
  ],
  [
    [{ name: 'weight', value: -1 }],
    "invalid argument: invalid type for parameter 'weight', expected 'uint'",
  ],
])('%j is no schedule', async (parameters, detail) => {
  const { changes, uuid } = opened()
  const set = changes.setSchedule?.(uuid, { parameters, affects: 'live' })
  await expect(set).rejects.toMatchObject({ detail })
})

test('renaming tells of the old name and the new one', async () => {
  const { changes, driver, uuid } = opened(off)
  const { told, stop, over } = follow(driver)
  await turn()
  await changes.rename?.(uuid, { name: 'b' })
  await turn()
  stop()
  await over
  expect(told.slice(1)).toMatchObject([
    { type: 'happened', event: { name: 'a', event: 'undefined', detail: 'renamed' } },
    { type: 'changed', domain: { name: 'b', uuid } },
    { type: 'happened', event: { name: 'b', event: 'defined', detail: 'renamed' } },
  ])
})

test('a name that was given up can be had again', async () => {
  const { world, changes, uuid } = opened(off)
  await changes.rename?.(uuid, { name: 'b' })
  await changes.define?.({ xml: domain('a') })
  await expect(changes.rename?.(uuid, { name: 'a' })).rejects.toMatchObject({
    code: 'domain.wrong-state',
    detail: "Requested operation is not valid: domain with name 'a' already exists",
  })
  expect(world.rows().map(({ name }) => name)).toEqual(['b', 'a'])
})

test('undefining what runs leaves it until it stops', async () => {
  const { world, changes, driver, uuid, row } = opened()
  await changes.undefine?.(uuid, {})
  expect(row()).toMatchObject({ persistent: false, state: 'running' })
  await driver.domains.destroy(uuid)
  expect(world.rows()).toEqual([])
  await expect(changes.undefine?.(uuid, {})).rejects.toMatchObject({ code: 'domain.missing' })
})

test('a saved file is the world’s own: every opening has it, another world has not', async () => {
  const { world, changes, uuid, row } = opened()
  await changes.save?.(uuid, { path: '/a' })
  expect(row()).toMatchObject({ state: 'shutoff', reason: 'saved', managedSave: false })
  const missing = "cannot read domain image '/a': No such file or directory"
  await expect(opened().changes.restore?.({ path: '/a' })).rejects.toMatchObject({
    code: 'host.refused',
    detail: missing,
  })
  expect(await driverOf(world).changes.restore?.({ path: '/a' })).toBe(uuid)
  expect(row()).toMatchObject({ state: 'running', reason: 'restored', id: 2 })
})

test('what a file holds is what ran when it was saved', async () => {
  const { changes, uuid, row } = opened()
  await changes.save?.(uuid, { path: '/a' })
  await changes.setMemory?.(uuid, { memory: 1024, affects: 'config' })
  await changes.restore?.({ path: '/a' })
  expect(row().memory).toBe(4096)
})

test('a world’s node has room for so many files only, and says so', async () => {
  const { changes, uuid, row } = opened()
  const dump = { live: false, crash: false }
  for (let n = 0; n < fileLimits.files; n++) await changes.dump?.(uuid, { path: `/${n}`, ...dump })
  await expect(changes.save?.(uuid, { path: '/a' })).rejects.toMatchObject({
    code: 'host.refused',
    detail: "saving domain 'a' to '/a': No space left on device",
  })
  expect(row().state).toBe('running')
  await changes.save?.(uuid, { path: '/0' })
  expect(row().state).toBe('shutoff')
})

test('a change can be refused on purpose', async () => {
  const { changes, uuid } = opened(`<oirase:refuses action='setMemory'>no more</oirase:refuses>`)
  const set = changes.setMemory?.(uuid, { memory: 1, affects: 'live' })
  await expect(set).rejects.toMatchObject({ code: 'host.refused', detail: 'no more' })
})

test('to read-only openings all of it is forbidden, and reading is not', async () => {
  const { world, uuid } = opened()
  const { changes, domains } = driverOf(world, true)
  await expect(changes.undefine?.(uuid, {})).rejects.toMatchObject({
    code: 'host.read-only',
    detail: 'operation forbidden: read only access prevents virDomainUndefineFlags',
  })
  expect(await domains.vcpus?.(uuid)).toHaveLength(1)
  expect(await domains.schedule?.(uuid)).toEqual({
    type: 'fair',
    parameters: [{ name: 'weight', value: 50 }],
  })
})
