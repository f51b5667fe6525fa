import { afterEach, describe, expect, test } from 'vitest'
import { FakeClock } from '../../../lib/fake-clock.ts'
import { type FakeHandlers, fakeError } from '../../rpc/fake-daemon.ts'
import { events } from '../../rpc/protocol.ts'
import { FakeHost, fakeUuid, follow, noDomain, runningDomain, unsupported } from './fake-host.ts'

let host: FakeHost
afterEach(() => host.close())

const many = (count: number) => Array.from({ length: count }, (_, at) => runningDomain(at + 1))
const start = async (
  count: number,
  handlers: (host: () => FakeHost) => FakeHandlers = () => ({}),
) => {
  host = await FakeHost.start(many(count), handlers)
  return host
}
const opened = async () => follow(await host.open())

describe('the first listing', () => {
  test('comes after every event has been asked for', async () => {
    await start(1)
    const watch = await opened()
    await expect.poll(() => watch.told.length).toBeGreaterThan(0)
    const names = host.daemon.calls.map(({ name }) => name)
    const last = names.lastIndexOf('connectDomainEventCallbackRegisterAny')
    expect(last).toBeGreaterThan(0)
    expect(names.indexOf('connectListAllDomains')).toBeGreaterThan(last)
    expect(watch.told[0]).toMatchObject({ type: 'listing', domains: [{ uuid: fakeUuid(1) }] })
  })

  test('asks for each event once, and not for what a newer event tells better', async () => {
    await start(0)
    const watch = await opened()
    await expect.poll(() => watch.told.length).toBe(1)
    const asked = host.daemon.calls.flatMap((call) =>
      call.name === 'connectDomainEventCallbackRegisterAny'
        ? [(call.args as { eventId: number }).eventId]
        : [],
    )
    expect(asked.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 28 }, (_, id) => id).filter((id) => id !== 4 && id !== 8),
    )
  })

  test('loses no event that comes while it is read', async () => {
    await start(2, (later) => ({
      domainGetState: ({ dom }) => {
        const { state, reason } = later().domain(dom)
        // The first reading of it is already old when it arrives.
        if (dom.uuid === fakeUuid(2) && state === 1) later().pause(2)
        return { state, reason }
      },
    }))
    const watch = await opened()
    await expect.poll(() => watch.row(2)).toMatchObject({ state: 'paused', reason: 'user' })
    expect(watch.row(1)).toMatchObject({ state: 'running' })
  })

  test('leaves out what vanishes while it is read', async () => {
    await start(3, (later) => ({
      domainGetInfo: ({ dom }) => {
        if (dom.uuid === fakeUuid(2)) {
          later().domains.delete(dom.uuid)
          throw noDomain()
        }
        return { state: 1, maxMem: 1, memory: 1, nrVirtCpu: 1, cpuTime: 1 }
      },
    }))
    const watch = await opened()
    await expect.poll(() => [...watch.rows.keys()]).toEqual([fakeUuid(1), fakeUuid(3)])
  })

  test('is whole though the host trips over one domain and cannot filter', async () => {
    await start(2, (later) => ({
      connectListAllDomains: ({ flags }) => {
        if (flags !== 0) throw fakeError({ code: 8, message: 'unsupported flags (0x4)' })
        const domains = [...later().domains.values()].map(({ dom }) => dom)
        return { domains, ret: 2 }
      },
      domainGetInfo: ({ dom }) => {
        if (dom.uuid === fakeUuid(1)) throw fakeError({ code: 9, message: 'cannot read cputime' })
        return { state: 1, maxMem: 2048, memory: 1024, nrVirtCpu: 2, cpuTime: 1 }
      },
      domainGetAutostart: () => {
        throw unsupported()
      },
    }))
    const watch = await opened()
    await expect.poll(() => watch.rows.size).toBe(2)
    expect(watch.row(1)).toMatchObject({ memory: 0, vcpus: 0, persistent: true, autostart: false })
    expect(watch.row(2)).toMatchObject({ memory: 1024, maxMemory: 2048, vcpus: 2 })
  })

  test('that the host refuses ends the watch with its words', async () => {
    await start(1, () => ({
      connectListAllDomains: () => {
        throw fakeError({ code: 88, message: 'access denied' })
      },
    }))
    const watch = await opened()
    await expect(watch.over).rejects.toMatchObject({ code: 'host.denied', detail: 'access denied' })
  })
})

describe('a change', () => {
  test('is told first as what happened, then as the row it makes', async () => {
    await start(1)
    const watch = await opened()
    await expect.poll(() => watch.row(1)?.details).toMatchObject({ title: 'Number 1' })
    const before = watch.told.length
    host.pause(1)
    await expect.poll(() => watch.row(1)?.state).toBe('paused')
    expect(watch.told.slice(before)).toMatchObject([
      {
        type: 'happened',
        event: { object: 'domain', name: 'guest-1', event: 'suspended', detail: 'paused' },
      },
      { type: 'changed', domain: { state: 'paused', details: { title: 'Number 1' } } },
    ])
  })

  test('a burst for one domain is read a few times, not once each', async () => {
    await start(1)
    const watch = await opened()
    await expect.poll(() => watch.row(1)?.details?.title).toBe('Number 1')
    for (let at = 0; at < 500; at++) host.pause(1)
    await expect.poll(() => watch.happenings().length).toBe(500)
    await expect.poll(() => watch.row(1)?.state).toBe('paused')
    expect(host.count('domainLookupByUuid')).toBeLessThan(50)
  })

  test('a burst over many domains is read as one listing', async () => {
    await start(300)
    const watch = await opened()
    await expect.poll(() => watch.rows.size).toBe(300)
    const listings = host.count('connectListAllDomains')
    for (let number = 1; number <= 300; number++) host.pause(number)
    await expect
      .poll(() => [...watch.rows.values()].filter(({ state }) => state === 'paused').length)
      .toBe(300)
    expect(host.count('connectListAllDomains')).toBeGreaterThan(listings)
    expect(host.count('domainLookupByUuid')).toBeLessThan(100)
  })

  test('of a domain that has gone meanwhile removes it', async () => {
    await start(2)
    const watch = await opened()
    await expect.poll(() => watch.rows.size).toBe(2)
    const { dom } = host.domain({ uuid: fakeUuid(1) })
    host.domains.delete(dom.uuid)
    host.tell(dom, { event: 5, detail: 1 })
    await expect.poll(() => [...watch.rows.keys()]).toEqual([fakeUuid(2)])
  })

  test('of a domain never seen adds it, with its definition', async () => {
    await start(0)
    const watch = await opened()
    await expect.poll(() => watch.told.length).toBe(1)
    const fresh = runningDomain(7)
    host.domains.set(fresh.dom.uuid, fresh)
    host.tell(fresh.dom, { event: 2, detail: 0 })
    await expect.poll(() => watch.row(7)?.details?.title).toBe('Number 7')
  })

  test('made up by the host, of domains that are not there, leaves no trace but in the log', async () => {
    await start(1)
    const watch = await opened()
    await expect.poll(() => watch.rows.size).toBe(1)
    for (let number = 100; number < 3_000; number++) {
      host.tell(runningDomain(number).dom, { event: 4, detail: 0 })
    }
    host.pause(1)
    await expect.poll(() => watch.row(1)?.state).toBe('paused')
    expect(watch.rows.size).toBe(1)
  })

  test('of its words alone is plain text of bounded length', async () => {
    await start(1)
    const watch = await opened()
    await expect.poll(() => watch.rows.size).toBe(1)
    const dom = { name: `<b>\u0007${'x'.repeat(9_000)}`, uuid: fakeUuid(1), id: 1 }
    host.daemon.emit(events.domainDeviceAdded, { callbackId: 0, dom, devAlias: 'net0\n\u202e' })
    await expect
      .poll(() => watch.happenings()[0])
      .toMatchObject({ event: 'device added', detail: 'net0␊�' })
    expect(watch.happenings()[0]?.name).toMatch(/^<b>␇x+…$/)
    expect(watch.happenings()[0]?.name).toHaveLength(1024)
  })
})

describe('what no event tells', () => {
  const hostWithout = (id: number) => () => ({
    connectDomainEventCallbackRegisterAny: ({ eventId }: { eventId: number }) => {
      if (id === -1 || eventId === id) throw unsupported()
      return { callbackId: eventId }
    },
  })

  test('is seen by looking now and then', async () => {
    await start(1)
    const clock = new FakeClock()
    const watch = follow(await host.open({}, clock))
    await expect.poll(() => watch.row(1)?.details).toMatchObject({ title: 'Number 1' })
    host.domain({ uuid: fakeUuid(1) }).autostart = true
    await clock.advance(10_000)
    expect(watch.row(1)?.autostart).toBe(false)
    await clock.advance(21_000)
    await expect.poll(() => watch.row(1)?.autostart).toBe(true)
    expect(watch.row(1)?.details).toMatchObject({ title: 'Number 1' })
  })

  test('of a host without any events is seen within seconds, removals too', async () => {
    await start(2, hostWithout(-1))
    const clock = new FakeClock()
    const watch = follow(await host.open({}, clock))
    await expect.poll(() => watch.rows.size).toBe(2)
    host.domains.delete(fakeUuid(1))
    Object.assign(host.domain({ uuid: fakeUuid(2) }), { state: 5, reason: 1 })
    await clock.advance(3_500)
    await expect.poll(() => watch.rows.size).toBe(1)
    expect(watch.row(2)).toMatchObject({ state: 'shutoff' })
    watch.stop()
    await watch.over
  })
})

describe('a definition', () => {
  test('that is no XML leaves the row as it is, and says so', async () => {
    await start(2)
    host.domain({ uuid: fakeUuid(1) }).xml = '<domain><name>'
    const watch = await opened()
    await expect.poll(() => watch.row(2)?.details?.title).toBe('Number 2')
    expect(watch.row(1)?.details).toBeNull()
    expect(watch.happenings()).toMatchObject([{ name: 'guest-1', event: 'definition not read' }])
  })

  test('is read again when it has changed, and carries the addresses that were leased', async () => {
    const leased: string[] = []
    await start(1, () => ({
      domainInterfaceAddresses: () => ({
        ifaces: [
          {
            name: 'vnet0',
            hwaddr: null,
            addrs: leased.map((addr) => ({ type: 0, addr, prefix: 24 })),
          },
        ],
      }),
    }))
    const watch = await opened()
    await expect.poll(() => watch.row(1)?.details?.title).toBe('Number 1')
    const domain = host.domain({ uuid: fakeUuid(1) })
    domain.xml = domain.xml.replace('Number 1', 'Renamed')
    leased.push('192.0.2.7')
    host.daemon.emit(events.domainMetadataChange, {
      callbackId: 0,
      dom: domain.dom,
      type: 1,
      nsuri: null,
    })
    await expect
      .poll(() => watch.row(1)?.details)
      .toMatchObject({ title: 'Renamed', addresses: ['192.0.2.7'] })
  })
})

describe('the end', () => {
  test('of the connection ends the watch without a word and leaves nothing asleep', async () => {
    await start(1)
    const clock = new FakeClock()
    const driver = await host.open({}, clock)
    const watch = follow(driver)
    await expect.poll(() => watch.row(1)?.details?.title).toBe('Number 1')
    host.daemon.hangUp()
    expect(await driver.ended).toMatchObject({ code: 'host.lost' })
    await watch.over
    expect(clock.sleeping).toBe(0)
  })

  test('in the middle of asking for events or of the listing is as quiet', async () => {
    await start(30, (later) => ({
      domainGetState: () => {
        later().daemon.hangUp()
        return { state: 1, reason: 1 }
      },
    }))
    const listing = await host.open()
    const first = follow(listing)
    expect(await listing.ended).toMatchObject({ code: 'host.lost' })
    await first.over
    const asking = await host.open()
    const second = follow(asking)
    host.daemon.hangUp()
    expect(await asking.ended).toMatchObject({ code: 'host.lost' })
    await second.over
    expect([...first.told, ...second.told]).toEqual([])
  })

  test('of the driver takes back every event that was asked for, before it takes its leave', async () => {
    await start(1)
    const driver = await host.open()
    const watch = follow(driver)
    await expect.poll(() => watch.rows.size).toBe(1)
    await driver.close()
    const idsIn = (name: string) =>
      host.daemon.calls
        .filter((call) => call.name === name)
        .map(({ args }) => Object.values(args as object)[0])
    const asked = idsIn('connectDomainEventCallbackRegisterAny')
    expect(asked).not.toEqual([])
    // the fake host calls each back by its event's own number
    expect(new Set(idsIn('connectDomainEventCallbackDeregisterAny'))).toEqual(new Set(asked))
    expect(host.daemon.calls.at(-1)?.name).toBe('connectClose')
  })

  test('is not held up by a host that takes nothing back', async () => {
    await start(1, () => ({
      connectDomainEventCallbackDeregisterAny: () => new Promise(() => {}),
    }))
    const driver = await host.open()
    const watch = follow(driver)
    await expect.poll(() => watch.rows.size).toBe(1)
    await driver.close()
    expect(host.daemon.calls.at(-1)?.name).toBe('connectDomainEventCallbackDeregisterAny')
  }, 4_000)

  test('asked for by the reader stops it, and the driver can be watched again', async () => {
    await start(1)
    const driver = await host.open()
    const first = follow(driver)
    await expect.poll(() => first.rows.size).toBe(1)
    first.stop()
    await first.over
    const second = follow(driver)
    await expect.poll(() => second.rows.size).toBe(1)
    host.pause(1)
    await expect.poll(() => second.row(1)?.state).toBe('paused')
    expect(first.row(1)?.state).toBe('running')
    expect(host.count('connectOpen')).toBe(1)
  })
})
