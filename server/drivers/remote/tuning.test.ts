import { afterEach, describe, expect, test } from 'vitest'
import { type FakeHandlers, fakeError } from '../../rpc/fake-daemon.ts'
import type { TypedParam } from '../../rpc/typed-param.ts'
import { lacksOf } from '../lacks.ts'
import { FakeHost, fakeUuid, runningDomain, unsupported } from './fake-host.ts'

let host: FakeHost
afterEach(() => host.close())

const start = async (handlers: FakeHandlers) => {
  host = await FakeHost.start([runningDomain(1)], () => handlers)
  return host.open()
}
const uuid = fakeUuid(1)
const argsOf = (name: string) =>
  host.daemon.calls.filter((call) => call.name === name).map(({ args }) => args)

const tenCpus: FakeHandlers = {
  nodeGetCpuMap: () => ({ cpumap: Buffer.alloc(0), online: 10, ret: 10 }),
}

describe('virtual CPUs', () => {
  test('of an active domain: state, place, time and pinning of each', async () => {
    const driver = await start({
      ...tenCpus,
      domainGetVcpus: () => ({
        info: [
          { number: 0, state: 1, cpuTime: 5_000, cpu: 3 },
          { number: 2, state: 9, cpuTime: 0, cpu: -1 },
        ],
        cpumaps: Buffer.from([0b1001, 0b10, 0xff, 0xff]),
      }),
    })
    expect(await driver.domains.vcpus!(uuid)).toEqual([
      { vcpu: 0, state: 'running', cpu: 3, cpuTime: 5_000, cpus: [0, 3, 9] },
      { vcpu: 2, state: 'offline', cpu: null, cpuTime: null, cpus: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
    ])
    expect(argsOf('domainGetVcpus')).toMatchObject([{ maxinfo: 2, maplen: 2 }])
  })

  test('of one that is off: what they are pinned to at the next start', async () => {
    const driver = await start({
      ...tenCpus,
      domainGetVcpuPinInfo: () => ({ num: 2, cpumaps: Buffer.from([1, 0, 2, 0]) }),
    })
    host.domain({ uuid }).state = 5
    const off = { state: 'offline', cpu: null, cpuTime: null }
    expect(await driver.domains.vcpus!(uuid)).toEqual([
      { vcpu: 0, ...off, cpus: [0] },
      { vcpu: 1, ...off, cpus: [1] },
    ])
    expect(argsOf('domainGetVcpuPinInfo')).toMatchObject([{ ncpumaps: 2, maplen: 2, flags: 2 }])
  })

  test('a host without a map of its CPUs is asked how many there may be', async () => {
    const driver = await start({
      nodeGetInfo: () => ({
        model: 'x86_64',
        memory: 1,
        cpus: 3,
        mhz: 1,
        nodes: 1,
        sockets: 1,
        cores: 2,
        threads: 2,
      }),
      domainGetVcpus: () => ({ info: [], cpumaps: Buffer.alloc(0) }),
    })
    expect(await driver.domains.vcpus!(uuid)).toEqual([])
    expect(argsOf('domainGetVcpus')).toMatchObject([{ maplen: 1 }])
  })

  test('a host that makes up more than was asked for fills no memory', async () => {
    const info = { number: 0, state: 1, cpuTime: 1, cpu: 0 }
    const driver = await start({
      nodeGetCpuMap: () => ({ cpumap: Buffer.alloc(0), online: 1, ret: 2 ** 31 - 1 }),
      domainGetInfo: () => ({ state: 1, maxMem: 1, memory: 1, nrVirtCpu: 2 ** 32 - 1, cpuTime: 1 }),
      domainGetVcpus: () => ({
        info: Array.from({ length: 16_384 }, () => info),
        cpumaps: Buffer.alloc(8_388_608, 0xff),
      }),
    })
    const vcpus = await driver.domains.vcpus!(uuid)
    expect(vcpus.reduce((sum, { cpus }) => sum + cpus.length, 0)).toBeLessThanOrEqual(2 ** 20)
    expect(argsOf('domainGetVcpus')).toMatchObject([{ maxinfo: 64, maplen: 2048 }])
  })

  test('are lacking once the host says so', async () => {
    const driver = await start({
      ...tenCpus,
      domainGetVcpus: () => {
        throw unsupported()
      },
    })
    await expect(driver.domains.vcpus!(uuid)).rejects.toMatchObject({ code: 'host.unsupported' })
    expect(driver.domains.vcpus).toBeNull()
    expect(lacksOf(driver)).toContain('vcpus')
  })
})

describe('the scheduler', () => {
  const known: TypedParam[] = [
    { field: 'shares', type: 'ullong', value: 2n ** 64n - 1n },
    { field: 'quota', type: 'llong', value: -1 },
    { field: 'weight', type: 'uint', value: 256 },
    { field: 'offset', type: 'int', value: 0 },
    { field: 'share', type: 'double', value: 0.5 },
    { field: 'fair', type: 'boolean', value: true },
    { field: 'note', type: 'string', value: 'x' },
  ]
  const handlers: FakeHandlers = {
    domainGetSchedulerType: () => ({ type: 'credit', nparams: 7 }),
    domainGetSchedulerParameters: () => ({ params: known }),
    domainGetSchedulerParametersFlags: () => ({ params: known }),
    domainSetSchedulerParametersFlags: () => ({}),
  }

  test('is its name and its numbers', async () => {
    const driver = await start(handlers)
    expect(await driver.domains.schedule!(uuid)).toEqual({
      type: 'credit',
      parameters: [
        { name: 'shares', value: 2 ** 64 },
        { name: 'quota', value: -1 },
        { name: 'weight', value: 256 },
        { name: 'offset', value: 0 },
        { name: 'share', value: 0.5 },
        { name: 'fair', value: 1 },
      ],
    })
  })

  test('takes each number as the type that it has there', async () => {
    const driver = await start(handlers)
    const parameters = [
      { name: 'shares', value: 512 },
      { name: 'quota', value: -1 },
      { name: 'share', value: 0.25 },
      { name: 'fair', value: 0 },
    ]
    await driver.changes.setSchedule!(uuid, { parameters, affects: 'both' })
    expect(argsOf('domainGetSchedulerParametersFlags')).toMatchObject([{ flags: 1 }])
    expect(argsOf('domainSetSchedulerParametersFlags')).toMatchObject([
      {
        flags: 3,
        params: [
          { field: 'shares', type: 'ullong', value: 512 },
          { field: 'quota', type: 'llong', value: -1 },
          { field: 'share', type: 'double', value: 0.25 },
          { field: 'fair', type: 'boolean', value: false },
        ],
      },
    ])
  })

  test.each([
    ['nosuch', 1],
    ['note', 1],
    ['shares', -1],
    ['shares', 1.5],
    ['weight', 2 ** 32],
    ['offset', -(2 ** 31) - 1],
    ['quota', Number.NaN],
  ])('refuses %s = %s before anything is set', async (name, value) => {
    const driver = await start(handlers)
    const asked = { parameters: [{ name, value }], affects: 'live' } as const
    await expect(driver.changes.setSchedule!(uuid, asked)).rejects.toMatchObject({
      code: 'request.invalid',
      detail: expect.stringContaining(name),
    })
    expect(host.count('domainSetSchedulerParametersFlags')).toBe(0)
  })

  test('of a hypervisor that refuses every flag is set without, where that is the same', async () => {
    const refuse = () => {
      throw fakeError({ code: 8, message: 'unsupported flags (0x5) in function x' })
    }
    const driver = await start({
      ...handlers,
      domainGetSchedulerParametersFlags: refuse,
      domainSetSchedulerParametersFlags: ({ flags }) => (flags === 0 ? {} : refuse()),
    })
    host.domain({ uuid }).state = 5
    const parameters = [{ name: 'weight', value: 9 }]
    await driver.changes.setSchedule!(uuid, { parameters, affects: 'config' })
    expect(argsOf('domainSetSchedulerParametersFlags')).toMatchObject([{ flags: 2 }, { flags: 0 }])
    await expect(
      driver.changes.setSchedule!(uuid, { parameters, affects: 'both' }),
    ).rejects.toMatchObject({ code: 'host.refused' })
  })

  test('of LXC is asked for one number, for libvirtd dies of more while a container is off', async () => {
    const driver = await start({ ...handlers, connectGetType: () => ({ type: 'LXC' }) })
    await driver.domains.schedule!(uuid)
    const parameters = [{ name: 'shares', value: 9 }]
    await driver.changes.setSchedule!(uuid, { parameters, affects: 'config' })
    expect(argsOf('domainGetSchedulerParameters')).toMatchObject([{ nparams: 1 }])
    expect(argsOf('domainGetSchedulerParametersFlags')).toMatchObject([{ nparams: 1 }])
  })

  test('that cannot be read now is not lacking for ever', async () => {
    const driver = await start({
      domainGetSchedulerType: () => {
        throw fakeError({ code: 55, message: 'cgroup CPU controller is not mounted' })
      },
    })
    await expect(driver.domains.schedule!(uuid)).rejects.toMatchObject({
      code: 'domain.wrong-state',
      detail: 'cgroup CPU controller is not mounted',
    })
    expect(driver.domains.schedule).not.toBeNull()
  })
})
