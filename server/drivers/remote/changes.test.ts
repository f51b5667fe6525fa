import { afterEach, expect, test } from 'vitest'
import {
  type DomainChange,
  type DomainChanges,
  domainChanges,
  hostChanges,
} from '../../../lib/libvirt/changes.ts'
import { type FakeHandlers, fakeError } from '../../rpc/fake-daemon.ts'
import type { ProcedureName } from '../../rpc/protocol.ts'
import type { DomainChangeOps, Driver, OpenOptions } from '../driver.ts'
import { lacksOf } from '../lacks.ts'
import { FakeHost, fakeUuid, follow, runningDomain, unsupported } from './fake-host.ts'

let host: FakeHost
afterEach(() => host.close())

const start = async (handlers: FakeHandlers = {}, options: Partial<OpenOptions> = {}) => {
  host = await FakeHost.start([runningDomain(1)], () => handlers)
  return host.open(options)
}
const uuid = fakeUuid(1)
const asked = (name: ProcedureName) =>
  host.daemon.calls.filter((call) => call.name === name).map(({ args }) => args)
const change = <K extends DomainChange>(driver: Driver, name: K, what: DomainChanges[K]) =>
  (driver.changes as DomainChangeOps)[name]!(uuid, what)
const unknownFlags = () => fakeError({ code: 8, message: 'unsupported flags (0x4) in function x' })
const caught = (promise: Promise<unknown>) => promise.catch((cause: unknown) => cause)
const never = () => new Promise<never>(() => {})

/** One row a change: what it is told, and the call it is. */
const rows: {
  [K in Exclude<DomainChange, 'setSchedule'>]: [DomainChanges[K], ProcedureName, object]
} = {
  undefine: [{}, 'domainUndefineFlags', { flags: 23 }],
  rename: [{ name: 'b' }, 'domainRename', { newName: 'b', flags: 0 }],
  setAutostart: [{ on: true }, 'domainSetAutostart', { autostart: true }],
  save: [{ path: '/s' }, 'domainSaveFlags', { to: '/s', dxml: null, flags: 0 }],
  dump: [{ path: '/d', live: true, crash: false }, 'domainCoreDump', { to: '/d', flags: 2 }],
  migrate: [
    { destination: 'qemu+tcp://b/system', live: true },
    'domainMigratePerform3Params',
    { dconnuri: 'qemu+tcp://b/system', params: [], flags: 27 },
  ],
  setMemory: [{ memory: 9, affects: 'both' }, 'domainSetMemoryFlags', { memory: 9, flags: 3 }],
  setMaxMemory: [{ memory: 9 }, 'domainSetMemoryFlags', { memory: 9, flags: 6 }],
  setVcpus: [{ vcpus: 2, affects: 'config' }, 'domainSetVcpusFlags', { nvcpus: 2, flags: 2 }],
  pinVcpu: [
    { vcpu: 1, cpus: [0, 9], affects: 'both' },
    'domainPinVcpuFlags',
    { vcpu: 1, cpumap: Buffer.from([1, 2]), flags: 3 },
  ],
  attachDevice: [
    { xml: '<disk/>', affects: 'live' },
    'domainAttachDeviceFlags',
    { xml: '<disk/>', flags: 1 },
  ],
  detachDevice: [
    { xml: '<disk/>', affects: 'config' },
    'domainDetachDeviceFlags',
    { xml: '<disk/>', flags: 2 },
  ],
}
const replies: FakeHandlers = {
  domainRename: () => ({ retcode: 0 }),
  domainMigratePerform3Params: () => ({ cookieOut: Buffer.alloc(0) }),
}

test.each(Object.entries(rows))('%s is one call', async (name, [what, procedure, args]) => {
  const driver = await start({ [procedure]: () => ({}), ...replies })
  await change(driver, name as DomainChange, what as never)
  expect(asked(procedure)).toMatchObject([{ ...args, dom: { uuid } }])
})

test.each([...domainChanges, ...hostChanges])(
  '%s is refused where only reading is allowed',
  async (name) => {
    const driver = await start({}, { readOnly: true })
    const before = host.daemon.calls.length
    const act = driver.changes[name] as (...asked: unknown[]) => Promise<unknown>
    const told = name in rows ? [uuid, rows[name as keyof typeof rows][0]] : [{}, {}]
    expect(await caught(act(...told))).toMatchObject({ code: 'host.read-only' })
    expect(host.daemon.calls).toHaveLength(before)
  },
)

test('the row is right at once, though no event tells of autostart', async () => {
  const driver = await start({
    domainSetAutostart: ({ dom, autostart }) => {
      host.domain(dom).autostart = autostart
      return {}
    },
  })
  const watch = follow(driver)
  await expect.poll(() => watch.row(1)?.autostart).toBe(false)
  await change(driver, 'setAutostart', { on: true })
  await expect.poll(() => watch.row(1)?.autostart).toBe(true)
})

test('what a host has no call for is lacking from then on, and nothing else is', async () => {
  const driver = await start({
    domainAttachDeviceFlags: () => {
      throw unsupported()
    },
    domainDetachDeviceFlags: () => {
      throw fakeError({ code: 84, message: 'live detach of this device is not supported' })
    },
  })
  expect(lacksOf(driver)).toEqual(['renameActive', 'log', 'consoles', 'sendBreak'])
  const device = { xml: '<disk/>', affects: 'live' } as const
  for (const name of ['attachDevice', 'detachDevice', 'rename'] as const) {
    const told = name === 'rename' ? { name: 'b' } : device
    expect(await caught(change(driver, name, told as never))).toMatchObject({
      code: 'host.unsupported',
    })
  }
  // a procedure the daemon does not know is lacking, too
  expect(lacksOf(driver)).toEqual([
    'rename',
    'attachDevice',
    'renameActive',
    'log',
    'consoles',
    'sendBreak',
  ])
})

test('a host that cannot send a domain to another itself lacks that from the beginning', async () => {
  const driver = await start({
    connectSupportsFeature: ({ feature }) => ({ supported: feature !== 4 }),
  })
  expect(driver.changes.migrate).toBeNull()
})

test.each(['qemu:///system', '/somewhere', 'b', 'qemu://[b/system'])(
  'migrating to %s, which is no other host, is not tried',
  async (destination) => {
    const driver = await start(replies)
    expect(await caught(change(driver, 'migrate', { destination, live: true }))).toMatchObject({
      code: 'request.invalid',
    })
    expect(host.count('domainMigratePerform3Params')).toBe(0)
  },
)

test('what the other host of a migration lacks, this one does not', async () => {
  const driver = await start({
    domainMigratePerform3Params: () => {
      throw unsupported()
    },
  })
  const destination = 'test+tcp://b/default'
  expect(await caught(change(driver, 'migrate', { destination, live: true }))).toMatchObject({
    code: 'host.unsupported',
  })
  expect(driver.changes.migrate).not.toBeNull()
})

test('undefining asks for less where a hypervisor does not know all of it', async () => {
  const driver = await start({
    domainUndefineFlags: ({ flags }) => {
      if (flags > 1) throw unknownFlags()
      return {}
    },
  })
  await change(driver, 'undefine', {})
  expect(asked('domainUndefineFlags')).toMatchObject([23, 7, 3, 1].map((flags) => ({ flags })))
})

test('another no to undefining is told as it is', async () => {
  const driver = await start({
    domainUndefineFlags: () => {
      throw fakeError({ code: 55, message: 'domain has 1 checkpoints' })
    },
  })
  expect(await caught(change(driver, 'undefine', {}))).toMatchObject({
    code: 'domain.wrong-state',
    detail: 'domain has 1 checkpoints',
  })
  expect(host.count('domainUndefineFlags')).toBe(1)
})

test('a hypervisor that takes no flags is asked without where that is the same, and only there', async () => {
  const driver = await start({
    domainPinVcpuFlags: ({ flags }) => {
      if (flags > 0) throw unknownFlags()
      return {}
    },
  })
  const watch = follow(driver)
  await expect.poll(() => watch.row(1)).toBeDefined()
  await change(driver, 'pinVcpu', { vcpu: 0, cpus: [0], affects: 'live' })
  expect(asked('domainPinVcpuFlags')).toMatchObject([{ flags: 1 }, { flags: 0 }])
  for (const affects of ['config', 'both'] as const) {
    const refused = await caught(change(driver, 'pinVcpu', { vcpu: 0, cpus: [0], affects }))
    expect(refused).toMatchObject({ code: 'host.refused' })
  }
  expect(host.count('domainPinVcpuFlags')).toBe(4)
})

test('libvirt’s test driver is told of memory one part after the other', async () => {
  const driver = await start({
    connectGetType: () => ({ type: 'TEST' }),
    domainSetMemoryFlags: () => ({}),
  })
  await change(driver, 'setMemory', { memory: 9, affects: 'both' })
  expect(asked('domainSetMemoryFlags')).toMatchObject([{ flags: 2 }, { flags: 1 }])
})

test('migrations that take hours hold up neither reading nor quick changes', async () => {
  const driver = await start({
    domainMigratePerform3Params: never,
    domainSaveFlags: never,
    domainSetAutostart: () => ({}),
  })
  for (let number = 0; number < 5; number++) {
    void caught(change(driver, 'migrate', { destination: 'qemu+tcp://b/system', live: true }))
    void caught(change(driver, 'save', { path: '/s' }))
  }
  await change(driver, 'setAutostart', { on: true })
  expect(await driver.domains.xml(uuid, false)).toContain('guest-1')
})
