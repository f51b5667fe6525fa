import { afterEach, expect, test } from 'vitest'
import { type FakeHandlers, fakeError } from '../../rpc/fake-daemon.ts'
import { FakeHost, fakeUuid, follow, runningDomain } from './fake-host.ts'

let host: FakeHost
afterEach(() => host.close())

const start = async (handlers: FakeHandlers) => {
  host = await FakeHost.start([runningDomain(1)], () => handlers)
  return host.open()
}
const argsOf = (name: string) =>
  host.daemon.calls.filter((call) => call.name === name).map(({ args }) => args)
const domain = (number: number, devices = '') =>
  `<domain><uuid>${fakeUuid(number)}</uuid><devices>${devices}</devices></domain>`
const made = (number: number) => () => {
  const domain = runningDomain(number)
  host.domains.set(domain.dom.uuid, domain)
  return { dom: domain.dom }
}

test('another definition keeps the passwords that it leaves out', async () => {
  const driver = await start({ domainDefineXmlFlags: made(1) })
  host.domain({ uuid: fakeUuid(1) }).xml = domain(1, "<graphics type='vnc' passwd='s3cret'/>")
  expect(await driver.changes.define!({ xml: domain(1, "<graphics type='vnc'/>") })).toBe(
    fakeUuid(1),
  )
  expect(argsOf('domainGetXmlDesc')).toMatchObject([{ flags: 3 }])
  expect(argsOf('domainDefineXmlFlags')).toEqual([
    { xml: domain(1, "<graphics type='vnc' passwd='s3cret'/>"), flags: 0 },
  ])
})

test('a new domain is defined as it was written, and appears at once', async () => {
  const driver = await start({ domainDefineXmlFlags: made(2) })
  const watch = follow(driver)
  await expect.poll(() => watch.row(1)).toBeDefined()
  for (const xml of [domain(2), '<domain><name>no uuid</name></domain>']) {
    expect(await driver.changes.define!({ xml })).toBe(fakeUuid(2))
    expect(argsOf('domainDefineXmlFlags').at(-1)).toEqual({ xml, flags: 0 })
  }
  await expect.poll(() => watch.row(2)?.name).toBe('guest-2')
})

test('nothing is defined when the present secrets may not be read', async () => {
  const driver = await start({
    domainGetXmlDesc: () => {
      throw fakeError({ code: 88, message: 'access denied' })
    },
    domainDefineXmlFlags: made(1),
  })
  await expect(driver.changes.define!({ xml: domain(1) })).rejects.toMatchObject({
    code: 'host.denied',
  })
  expect(host.count('domainDefineXmlFlags')).toBe(0)
})

test.each(['<domain>', '<!DOCTYPE domain><domain/>', ''])('%s is not sent', async (xml) => {
  const driver = await start({ domainDefineXmlFlags: made(1) })
  await expect(driver.changes.define!({ xml })).rejects.toMatchObject({
    code: 'request.invalid',
    detail: expect.stringMatching(/^Line 1, column \d+: /),
  })
  expect(host.count('domainDefineXmlFlags')).toBe(0)
})

test('a uuid that is none is the fault of who wrote it', async () => {
  const driver = await start({ domainDefineXmlFlags: made(1) })
  const xml = '<domain><uuid>nonsense</uuid></domain>'
  await expect(driver.changes.define!({ xml })).rejects.toMatchObject({ code: 'request.invalid' })
})

test('a present definition that is not XML is the fault of its host', async () => {
  const driver = await start({ domainDefineXmlFlags: made(1) })
  host.domain({ uuid: fakeUuid(1) }).xml = '<domain'
  await expect(driver.changes.define!({ xml: domain(1) })).rejects.toMatchObject({
    code: 'host.broke-protocol',
  })
})

test.each([
  [true, 1],
  [false, 0],
])('creating paused (%s) is a flag', async (paused, flags) => {
  const driver = await start({ domainCreateXml: made(2) })
  expect(await driver.changes.create!({ xml: '<domain/>', paused })).toBe(fakeUuid(2))
  expect(argsOf('domainCreateXml')).toEqual([{ xmlDesc: '<domain/>', flags }])
})

test('restoring tells who it was, where the image does', async () => {
  let image: () => { xml: string } = () => ({ xml: domain(1) })
  const driver = await start({
    domainSaveImageGetXmlDesc: () => image(),
    domainRestoreFlags: () => ({}),
  })
  expect(await driver.changes.restore!({ path: '/s' })).toBe(fakeUuid(1))
  expect(argsOf('domainRestoreFlags')).toEqual([{ from: '/s', dxml: null, flags: 0 }])
  image = () => {
    throw fakeError({ code: 84, message: 'not supported' })
  }
  expect(await driver.changes.restore!({ path: '/s' })).toBeNull()
})
