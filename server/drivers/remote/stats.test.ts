import { afterEach, expect, test } from 'vitest'
import type { FakeHandlers } from '../../rpc/fake-daemon.ts'
import { fakeError } from '../../rpc/fake-daemon.ts'
import type { TypedParam } from '../../rpc/typed-param.ts'
import { FakeHost, fakeUuid, follow, runningDomain, unsupported } from './fake-host.ts'
import { sampleOf } from './stats-fields.ts'

let host: FakeHost | null = null
afterEach(async () => {
  await host?.close()
  host = null
})

const start = async (count: number, handlers: FakeHandlers) => {
  const domains = Array.from({ length: count }, (_, at) => runningDomain(at + 1))
  host = await FakeHost.start(domains, () => handlers)
  return { host, driver: await host.open() }
}
const patience = () => AbortSignal.timeout(5_000)
const params = (fields: Record<string, number>): TypedParam[] =>
  Object.entries(fields).map(([field, value]) => ({ field, type: 'ullong', value }))

test('reads one record of bulk figures, adding up what there are several of', () => {
  const record = params({
    'cpu.time': 7_000,
    'vcpu.current': 2,
    'vcpu.0.time': 3_000,
    'balloon.current': 4_096,
    'balloon.available': 4_000,
    'balloon.unused': 1_500,
    'balloon.usable': 2_500,
    'balloon.rss': 3_900,
    'net.count': 2,
    'net.0.rx.bytes': 10,
    'net.0.tx.bytes': 20,
    'net.1.rx.bytes': 1,
    'block.count': 1,
    'block.0.rd.bytes': 300,
    'block.0.wr.bytes': 400,
  })
  expect(sampleOf('u', record)).toEqual({
    uuid: 'u',
    cpuTime: 7_000,
    vcpus: 2,
    memory: 1_500,
    diskRead: 300,
    diskWrite: 400,
    netIn: 11,
    netOut: 20,
  })
})

test('what a host leaves out is not known, but no devices are no traffic', () => {
  expect(sampleOf('u', params({ 'vcpu.0.time': 1, 'vcpu.1.time': 2, 'net.count': 0 }))).toEqual({
    uuid: 'u',
    cpuTime: 3,
    vcpus: 0,
    memory: null,
    diskRead: null,
    diskWrite: null,
    netIn: 0,
    netOut: 0,
  })
})

test('the emulator’s own memory is not the guest’s', () => {
  const { memory } = sampleOf('u', params({ 'balloon.current': 1_000, 'balloon.rss': 1_700 }))
  expect(memory).toBe(1_000)
})

test('a sample of many domains is one call, for the active ones, that waits for none', async () => {
  const asked: unknown[] = []
  const { driver } = await start(50, {
    connectGetAllDomainStats: (args) => {
      asked.push(args)
      const retStats = Array.from({ length: 50 }, (_, at) => ({
        dom: runningDomain(at + 1).dom,
        params: params({ 'cpu.time': at, 'vcpu.current': 1 }),
      }))
      return { retStats }
    },
  })
  const { domains, node } = await driver.stats!.sample(patience())
  expect(domains).toHaveLength(50)
  expect(domains[49]).toMatchObject({ uuid: fakeUuid(50), cpuTime: 49 })
  expect(asked).toEqual([{ doms: [], stats: 63, flags: (1 << 29) | 1 }])
  expect(node).toBeNull()
})

test('a host that does not know how not to wait is asked without, and from then on so', async () => {
  const flags: number[] = []
  const { driver } = await start(1, {
    connectGetAllDomainStats: (args) => {
      flags.push(args.flags)
      if (args.flags >= 1 << 29) throw fakeError({ code: 8, message: 'unsupported flags' })
      return { retStats: [{ dom: runningDomain(1).dom, params: params({ 'cpu.time': 5 }) }] }
    },
  })
  await driver.stats!.sample(patience())
  const { domains } = await driver.stats!.sample(patience())
  expect(domains).toMatchObject([{ cpuTime: 5 }])
  expect(flags).toEqual([(1 << 29) | 1, 1, 1])
})

test('a host without bulk figures is asked domain by domain, its devices by the definition', async () => {
  const { host, driver } = await start(2, {
    domainBlockStats: ({ path }) => {
      if (path === 'vdb') throw unsupported()
      return { rdReq: 1, rdBytes: 100, wrReq: 1, wrBytes: -1, errs: 0 }
    },
  })
  const disks = '<disk><target dev="vda"/></disk><disk><target dev="vdb"/></disk>'
  host.domain({ uuid: fakeUuid(1) }).xml = `<domain><devices>${disks}</devices></domain>`
  const watch = follow(driver)
  await expect.poll(() => watch.row(2)?.details?.title).toBe('Number 2')
  const { domains } = await driver.stats!.sample(patience())
  const none = { diskRead: null, diskWrite: null, netIn: null, netOut: null }
  expect(domains).toEqual([
    { uuid: fakeUuid(1), cpuTime: 5_000_000_000, vcpus: 2, memory: 1024, ...none, diskRead: 100 },
    { uuid: fakeUuid(2), cpuTime: 5_000_000_000, vcpus: 2, memory: 1024, ...none },
  ])
})

test('the node’s figures are counted once, then read', async () => {
  const asked: number[] = []
  const { driver } = await start(0, {
    nodeGetCpuStats: ({ nparams }) => {
      asked.push(nparams)
      if (nparams === 0) return { params: [], nparams: 4 }
      const figures = Object.entries({ kernel: 1, user: 2, idle: 10, iowait: 20 })
      return { params: figures.map(([field, value]) => ({ field, value })), nparams: 4 }
    },
    nodeGetMemoryStats: () => {
      throw unsupported()
    },
  })
  await driver.stats!.sample(patience())
  const { node } = await driver.stats!.sample(patience())
  expect(node).toEqual({ cpuBusy: 3, cpuIdle: 30, memoryUsed: null, memoryTotal: null })
  expect(asked).toEqual([0, 4, 4])
})

test('a sample that is given up is given up', async () => {
  const { driver } = await start(1, { connectGetAllDomainStats: () => new Promise(() => {}) })
  await expect(driver.stats!.sample(AbortSignal.abort(new Error('enough')))).rejects.toThrow(
    'enough',
  )
})
