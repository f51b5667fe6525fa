import { afterEach, expect, test } from 'vitest'
import { FakeClock } from '../../../lib/fake-clock.ts'
import type { FakeHandlers } from '../../rpc/fake-daemon.ts'
import { fakeError } from '../../rpc/fake-daemon.ts'
import { events } from '../../rpc/protocol.ts'
import { FakeHost, runningDomain, unsupported } from './fake-host.ts'

let host: FakeHost
afterEach(() => host.close())

const start = async (handlers: FakeHandlers = {}) => {
  host = await FakeHost.start([runningDomain(1)], () => handlers)
  return host
}

test('climbs its rungs and says who is there', async () => {
  await start()
  const rungs: string[] = []
  const driver = await host.open({ progress: (rung) => rungs.push(rung) })
  expect(rungs).toEqual(['greeting', 'authenticating', 'opening'])
  expect(driver).toMatchObject({
    hypervisor: 'FAKE',
    hostname: 'fake.example',
    version: '1.2.3',
    libraryVersion: '9.0.0',
  })
})

test('a name is always present, and read-only is asked for', async () => {
  await start()
  await host.open({ readOnly: true })
  const open = host.daemon.calls.find(({ name }) => name === 'connectOpen')
  expect(open?.args).toEqual({ name: 'qemu:///system', flags: 1 })
})

test.each([
  [94, 'authentication unavailable: no polkit agent available', 'polkit-no-agent'],
  [79, 'authentication cancelled: user cancelled authentication process', 'polkit-cancelled'],
  [45, 'authentication failed: access denied by policy', 'polkit-denied'],
  [1, 'internal error: Unable to get system bus connection', 'polkit-unreachable'],
])(
  'polkit’s refusal is told in its own words, and for what it is: %i',
  async (code, message, trouble) => {
    await start({
      authList: () => ({ types: [2] }),
      authPolkit: () => {
        throw fakeError({ code, message })
      },
    })
    const expected = { code: 'host.refused-login', detail: message, trouble }
    await expect(host.open()).rejects.toMatchObject(expected)
    expect(host.count('connectOpen')).toBe(0)
  },
)

test('a login nobody knows yet is refused, none at all is taken as an open door', async () => {
  let types = [7]
  await start({ authList: () => ({ types }) })
  await expect(host.open()).rejects.toMatchObject({ trouble: 'login-kind-new' })
  types = []
  expect((await host.open()).hypervisor).toBe('FAKE')
})

test('polkit’s consent opens', async () => {
  await start({ authList: () => ({ types: [2] }), authPolkit: () => ({ complete: true }) })
  expect((await host.open()).hypervisor).toBe('FAKE')
})

test('a libvirt without callback ids is refused plainly', async () => {
  await start({ connectSupportsFeature: ({ feature }) => ({ supported: feature !== 14 }) })
  await expect(host.open()).rejects.toMatchObject({ code: 'host.unsupported' })
})

test('a hypervisor that the daemon does not have is the URI’s fault, and asked for once', async () => {
  const message = 'no connection driver available for vz:///system'
  await start({
    connectOpen: () => {
      throw fakeError({ code: 5, message })
    },
  })
  await expect(host.open()).rejects.toMatchObject({ code: 'uri.refused', detail: message })
  expect(host.count('connectOpen')).toBe(1)
})

test('what a host will not say of itself does not keep it shut', async () => {
  await start({
    connectGetHostname: () => {
      throw unsupported()
    },
    connectGetVersion: () => {
      throw fakeError({ code: 1, message: 'cannot tell' })
    },
    connectGetLibVersion: () => ({ libVer: 0 }),
  })
  const driver = await host.open()
  expect(driver).toMatchObject({ hostname: null, version: null, libraryVersion: null })
})

test('a version that takes its time is not waited for', async () => {
  await start({ connectGetVersion: () => new Promise(() => {}) })
  const clock = new FakeClock()
  const opening = host.open({}, clock)
  await expect.poll(() => host.count('connectGetVersion')).toBe(1)
  await expect
    .poll(() => clock.advance(1_000).then(() => host.count('connectRegisterCloseCallback')))
    .toBe(1)
  expect((await opening).version).toBeNull()
})

test('giving up ends the opening at once', async () => {
  await start({ authList: () => new Promise(() => {}) })
  const reason = new Error('enough')
  const giveUp = new AbortController()
  const opening = host.open({ signal: giveUp.signal })
  await expect.poll(() => host.count('authList')).toBe(1)
  giveUp.abort(reason)
  await expect(opening).rejects.toBe(reason)
})

test('a daemon that loses its hypervisor ends the driver', async () => {
  await start()
  const driver = await host.open()
  host.daemon.emit(events.connectClosed, { reason: 0 })
  expect(await driver.ended).toMatchObject({ code: 'host.lost' })
})
