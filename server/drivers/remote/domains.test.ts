import { afterEach, expect, test } from 'vitest'
import { type DomainAction, domainActions } from '../../../lib/libvirt/domain-state.ts'
import type { FakeHandlers } from '../../rpc/fake-daemon.ts'
import type { ProcedureName } from '../../rpc/protocol.ts'
import type { Driver } from '../driver.ts'
import { FakeHost, fakeUuid, runningDomain } from './fake-host.ts'

let host: FakeHost
afterEach(() => host.close())

const start = async (handlers: (host: () => FakeHost) => FakeHandlers = () => ({})) => {
  host = await FakeHost.start([runningDomain(1)], handlers)
  return host.open()
}
const never = () => new Promise<never>(() => {})
const caught = (promise: Promise<unknown>) => promise.catch((cause: unknown) => cause)
const save = async (driver: Driver, number: number) =>
  driver.domains.managedSave?.(fakeUuid(number))

const procedureOf: Record<DomainAction, ProcedureName> = {
  start: 'domainCreateWithFlags',
  suspend: 'domainSuspend',
  resume: 'domainResume',
  shutdown: 'domainShutdownFlags',
  reboot: 'domainReboot',
  reset: 'domainReset',
  destroy: 'domainDestroyFlags',
  managedSave: 'domainManagedSave',
}

test.each(domainActions)('%s is one call, with the domain’s uuid', async (action) => {
  const name = procedureOf[action]
  const driver = await start(() => ({
    [name]: ({ dom }: { dom: unknown }) => (action === 'start' ? { dom } : {}),
  }))
  await driver.domains[action]?.(fakeUuid(1))
  const asked = host.daemon.calls.filter((call) => call.name === name)
  expect(asked).toMatchObject([{ args: { dom: { uuid: fakeUuid(1) } } }])
})

test('an action is sent once, and when the link breaks under it nobody knows what came of it', async () => {
  const driver = await start((later) => ({
    domainDestroyFlags: () => {
      later().daemon.hangUp()
      return never()
    },
  }))
  const outcome = await caught(driver.domains.destroy(fakeUuid(1)))
  expect(outcome).toMatchObject({ code: 'outcome.unknown' })
  expect(host.count('domainDestroyFlags')).toBe(1)
})

test('closing leaves an action under way unknown, and one that still waited undone', async () => {
  const driver = await start(() => ({ domainManagedSave: never }))
  const outcomes = [1, 2, 3].map((number) => caught(save(driver, number)))
  await expect.poll(() => host.count('domainManagedSave')).toBe(2)
  await driver.close()
  expect(await Promise.all(outcomes)).toMatchObject([
    { code: 'outcome.unknown' },
    { code: 'outcome.unknown' },
    { code: 'connection.not-open' },
  ])
  expect(host.count('domainManagedSave')).toBe(2)
})

test('saves that hang hold up neither reading nor a machine that is to be forced off', async () => {
  const driver = await start(() => ({
    domainManagedSave: never,
    domainDestroyFlags: () => ({}),
  }))
  for (let number = 1; number <= 10; number++) void caught(save(driver, number))
  await driver.domains.destroy(fakeUuid(1))
  expect(await driver.domains.xml(fakeUuid(1), false)).toContain('guest-1')
})

test('asks for the definition that runs next when that is wanted, never for its secrets', async () => {
  const driver = await start()
  await driver.domains.xml(fakeUuid(1), true)
  await driver.domains.xml(fakeUuid(1), false)
  const asked = host.daemon.calls.filter(({ name }) => name === 'domainGetXmlDesc')
  expect(asked).toMatchObject([{ args: { flags: 2 } }, { args: { flags: 0 } }])
})
