import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { Channel, type ChannelOptions } from './channel.ts'
import { remoteClient } from './client.ts'
import { RemoteError } from './errors.ts'
import { type FakeDaemon, type FakeHandlers, fakeDaemon, fakeError } from './fake-daemon.ts'
import { events } from './protocol.ts'

const dom = { name: 'test', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 }
const state = { dom, flags: 0 }

let daemon: FakeDaemon
let channel: Channel
afterEach(async () => {
  channel.close()
  await daemon.close()
})

async function open(handlers: FakeHandlers, options: Partial<ChannelOptions> = {}) {
  daemon = await fakeDaemon(handlers)
  channel = new Channel(daemon.connect(), { clock: systemClock, ...options })
  return remoteClient(channel)
}

/** Handlers whose answers wait for a word from the test. */
function gate() {
  const waiting: (() => void)[] = []
  return {
    wait: () => new Promise<void>((resolve) => waiting.push(resolve)),
    /** Lets one through as soon as there is one: the first or the last. */
    async pass(which: 'first' | 'last' = 'first') {
      while (waiting.length === 0) await systemClock.sleep(1)
      const go = which === 'first' ? waiting.shift() : waiting.pop()
      go?.()
    },
    get size() {
      return waiting.length
    },
  }
}

const failure = (code: string) => expect.objectContaining({ name: 'Failure', code })

describe('calls', () => {
  test('answers that come out of order reach who asked', async () => {
    const held = gate()
    const remote = await open({
      domainLookupById: async ({ id }) => {
        await held.wait()
        return { dom: { ...dom, id } }
      },
    })
    const asked = [1, 2, 3].map((id) => remote.domainLookupById({ id }))
    while (held.size < 3) await systemClock.sleep(1)
    await held.pass('last')
    await held.pass('last')
    await held.pass('last')
    expect((await Promise.all(asked)).map((reply) => reply.dom.id)).toEqual([1, 2, 3])
  })

  test('no more than four wait at the host, and all are answered', async () => {
    const remote = await open({
      domainGetState: async () => {
        await systemClock.sleep(1)
        return { state: 1, reason: 1 }
      },
    })
    const asked = Array.from({ length: 50 }, () => remote.domainGetState(state))
    expect(await Promise.all(asked)).toHaveLength(50)
    expect(daemon.mostWaiting).toBe(4)
  })

  test('a full queue refuses the next call and keeps the others', async () => {
    const held = gate()
    const remote = await open(
      { domainGetState: () => held.wait().then(() => ({ state: 1, reason: 1 })) },
      { inFlight: 1, queue: 1 },
    )
    const first = remote.domainGetState(state)
    const second = remote.domainGetState(state)
    await expect(remote.domainGetState(state)).rejects.toEqual(failure('server.busy'))
    await held.pass()
    await held.pass()
    expect(await Promise.all([first, second])).toHaveLength(2)
  })

  test('the host’s no carries its number, its words and its errno', async () => {
    const remote = await open({
      domainLookupByName: () => {
        throw fakeError({ code: 42, domain: 10, message: 'Domain not found', str1: 'x', int1: 2 })
      },
    })
    const refused = await remote.domainLookupByName({ name: 'x' }).catch((cause) => cause)
    expect(refused).toBeInstanceOf(RemoteError)
    expect(refused).toMatchObject({ code: 42, domain: 10, message: 'Domain not found', int1: 2 })
    expect(refused.unknownProcedure).toBe(false)
  })

  test('a daemon too old for a call can be told from other refusals', async () => {
    const remote = await open({})
    const refused = await remote.connectGetSysinfo({ flags: 0 }).catch((cause) => cause)
    expect(refused).toMatchObject({ code: 39, unknownProcedure: true })
  })

  test('arguments over a limit are the caller’s fault and harm nobody else', async () => {
    const remote = await open({ domainGetState: () => ({ state: 1, reason: 1 }) })
    const long = remote.domainLookupByName({ name: 'x'.repeat(4 * 1024 * 1024 + 1) })
    await expect(long).rejects.toEqual(failure('request.invalid'))
    expect(await remote.domainGetState(state)).toEqual({ state: 1, reason: 1 })
  })
})

describe('a call that takes too long', () => {
  test('is given up as host.silent, and keeps its place until the host answers', async () => {
    const held = gate()
    const remote = await open(
      { domainGetState: () => held.wait().then(() => ({ state: 1, reason: 1 })) },
      { inFlight: 1, timeout: 40 },
    )
    await expect(remote.domainGetState(state)).rejects.toEqual(failure('host.silent'))
    const next = remote.domainGetState(state, { timeout: null })
    expect(daemon.calls).toHaveLength(1)
    await held.pass()
    await held.pass()
    expect(await next).toEqual({ state: 1, reason: 1 })
  })

  test('is of unknown outcome when it may have changed something', async () => {
    const remote = await open({ domainSuspend: () => new Promise(() => {}) }, { timeout: 40 })
    await expect(remote.domainSuspend({ dom })).rejects.toEqual(failure('outcome.unknown'))
  })

  test('is host.silent when it never left the queue, whatever it would have changed', async () => {
    const remote = await open(
      { domainGetState: () => new Promise(() => {}) },
      { inFlight: 1, timeout: 40 },
    )
    const both = [remote.domainGetState(state), remote.domainSuspend({ dom })]
    const outcomes = await Promise.allSettled<unknown>(both)
    expect(outcomes.map((one) => one.status === 'rejected' && one.reason)).toEqual([
      failure('host.silent'),
      failure('host.silent'),
    ])
    expect(daemon.calls.map((call) => call.name)).toEqual(['domainGetState'])
  })

  test('may take its time where the row says so', async () => {
    const remote = await open(
      { domainManagedSave: () => systemClock.sleep(120).then(() => ({})) },
      { timeout: 40 },
    )
    expect(await remote.domainManagedSave(state)).toEqual({})
  })

  test('each has its own limit', async () => {
    const remote = await open({ domainGetState: () => new Promise(() => {}) })
    const slow = remote.domainGetState(state, { timeout: 60_000 })
    const quick = remote.domainGetState(state, { timeout: 30 })
    await expect(quick).rejects.toEqual(failure('host.silent'))
    channel.close()
    await expect(slow).rejects.toEqual(failure('connection.not-open'))
  })
})

describe('a caller that gives up', () => {
  test('gets its own reason at once, and the late answer is nobody’s trouble', async () => {
    const held = gate()
    const remote = await open({
      domainGetState: () => held.wait().then(() => ({ state: 1, reason: 1 })),
      connectGetHostname: () => ({ hostname: 'vm' }),
    })
    const giving = new AbortController()
    const asked = remote.domainGetState(state, { signal: giving.signal })
    giving.abort(new Error('enough'))
    await expect(asked).rejects.toThrow('enough')
    await held.pass()
    expect(await remote.connectGetHostname()).toEqual({ hostname: 'vm' })
  })

  test('leaves the queue, so that the host never hears of it', async () => {
    const held = gate()
    const remote = await open(
      { domainGetState: () => held.wait().then(() => ({ state: 1, reason: 1 })) },
      { inFlight: 1 },
    )
    const first = remote.domainGetState(state)
    const giving = new AbortController()
    const second = remote.domainSuspend({ dom }, { signal: giving.signal })
    giving.abort(new Error('enough'))
    await expect(second).rejects.toThrow('enough')
    await held.pass()
    await first
    expect(daemon.calls.map((call) => call.name)).toEqual(['domainGetState'])
  })

  test('who comes with a spent signal asks nothing', async () => {
    const remote = await open({})
    const signal = AbortSignal.abort(new Error('spent'))
    await expect(remote.connectGetHostname({}, { signal })).rejects.toThrow('spent')
    expect(daemon.calls).toEqual([])
  })
})

describe('events', () => {
  const lifecycle = { callbackId: 0, dom, event: 3, detail: 0 }

  test('reach every subscriber until it stops', async () => {
    const remote = await open({ connectGetHostname: () => ({ hostname: 'vm' }) })
    const first: unknown[] = []
    const second: unknown[] = []
    channel.on(events.domainLifecycle, (payload) => first.push(payload))
    const stop = channel.on(events.domainLifecycle, (payload) => second.push(payload))
    await remote.connectGetHostname()
    daemon.emit(events.domainLifecycle, lifecycle)
    await remote.connectGetHostname()
    stop()
    daemon.emit(events.domainLifecycle, { ...lifecycle, event: 4 })
    daemon.emit(events.domainReboot, { callbackId: 1, dom })
    await remote.connectGetHostname()
    expect(first).toEqual([lifecycle, { ...lifecycle, event: 4 }])
    expect(second).toEqual([lifecycle])
  })

  test('a subscriber that throws ends the connection as our own fault, and nothing else', async () => {
    const remote = await open({ connectGetHostname: () => ({ hostname: 'vm' }) })
    const cause = new Error('mistake')
    channel.on(events.domainLifecycle, () => {
      throw cause
    })
    await remote.connectGetHostname()
    daemon.emit(events.domainLifecycle, lifecycle)
    const ended = await channel.ended
    expect(ended).toEqual(failure('server.fault'))
    expect(ended?.cause).toBe(cause)
  })
})

describe('the end', () => {
  test('close() fails what is under way and everything after it', async () => {
    const never = () => new Promise<never>(() => {})
    const remote = await open({ domainGetState: never, domainSuspend: never }, { inFlight: 2 })
    const reading = remote.domainGetState(state)
    const changing = remote.domainSuspend({ dom })
    const queued = remote.domainSuspend({ dom })
    while (daemon.calls.length < 2) await systemClock.sleep(1)
    channel.close()
    channel.close()
    await expect(reading).rejects.toEqual(failure('connection.not-open'))
    await expect(changing).rejects.toEqual(failure('outcome.unknown'))
    await expect(queued).rejects.toEqual(failure('connection.not-open'))
    await expect(remote.connectGetHostname()).rejects.toEqual(failure('connection.not-open'))
    expect(await channel.ended).toBeNull()
  })

  test('a daemon that dies is host.lost, and unknown for what it may have done', async () => {
    const never = () => new Promise<never>(() => {})
    const remote = await open({ domainGetState: never, domainSuspend: never })
    const reading = remote.domainGetState(state)
    const changing = remote.domainSuspend({ dom })
    while (daemon.calls.length < 2) await systemClock.sleep(1)
    daemon.hangUp()
    await expect(reading).rejects.toEqual(failure('host.lost'))
    await expect(changing).rejects.toEqual(failure('outcome.unknown'))
    expect(await channel.ended).toEqual(failure('host.lost'))
  })

  test('a channel over a socket that is already gone ends at once', async () => {
    await open({})
    const socket = daemon.connect()
    socket.destroy()
    const late = new Channel(socket, { clock: systemClock })
    expect(await late.ended).toEqual(failure('host.lost'))
  })
})

describe('keepalive', () => {
  test('the host’s questions are answered, asked for or not', async () => {
    const remote = await open({ connectGetHostname: () => ({ hostname: 'vm' }) })
    await remote.connectGetHostname()
    daemon.ping()
    daemon.ping()
    while (daemon.pongs < 2) await systemClock.sleep(1)
    expect(daemon.pongs).toBe(2)
  })

  test('a host that answers only ours is alive', async () => {
    await open({}, { keepalive: { interval: 50, count: 5 } })
    await systemClock.sleep(700)
    channel.close()
    expect(await channel.ended).toBeNull()
  })

  test('a host that is silent too long is given up', async () => {
    daemon = await fakeDaemon({}, () => {})
    channel = new Channel(daemon.connect(), {
      clock: systemClock,
      keepalive: { interval: 15, count: 2 },
    })
    expect(await channel.ended).toEqual(failure('host.silent'))
  })
})
