import { expect, test } from 'vitest'
import type { DomainDetails } from '../../lib/libvirt/domain.ts'
import { fakeDomain, fakeDomainOff, fakeUuid } from './fake-driver.ts'
import { Listing } from './listing.ts'

const details: DomainDetails = {
  title: 'Web',
  description: null,
  osType: 'hvm',
  arch: null,
  machine: null,
  system: null,
  firmware: null,
  graphics: ['vnc'],
  disks: [],
  interfaces: [],
  addresses: [],
}

const opened = (...domains: Parameters<Listing['replace']>[0]) => {
  const listing = new Listing()
  listing.replace(domains)
  listing.take()
  return listing
}
const since = (listing: Listing, number: number) => listing.row(fakeUuid(number))?.since

test('the first listing is one revision of all rows, and since when their states hold is not known', () => {
  const listing = new Listing()
  listing.replace([fakeDomain(1), fakeDomainOff(2)])
  const delta = listing.take()
  expect(delta?.revision).toBe(1)
  expect(delta?.domains.map((row) => [row.name, row.since])).toEqual([
    ['guest-1', null],
    ['guest-2', null],
  ])
  expect([listing.running, listing.total]).toEqual([1, 2])
})

test('changes of one burst are one revision, each row once and as it is in the end', () => {
  const listing = opened(fakeDomain(1), fakeDomain(2))
  listing.change(fakeDomain(1, { state: 'paused' }), 10)
  listing.change(fakeDomain(1, { state: 'running' }), 11)
  listing.change(fakeDomain(1, { state: 'paused' }), 12)
  listing.change(fakeDomain(2, { autostart: true }), 13)
  const delta = listing.take()
  expect(delta).toMatchObject({ revision: 2, removed: [] })
  expect(delta?.domains.map((row) => [row.name, row.state, row.since])).toEqual([
    ['guest-1', 'paused', 12],
    ['guest-2', 'running', null],
  ])
})

test('a change that changes nothing makes no revision', () => {
  const listing = opened(fakeDomain(1))
  listing.change(fakeDomain(1), 10)
  expect(listing.take()).toBeNull()
  expect(listing.revision).toBe(1)
})

test('a domain that was restarted is running since the restart', () => {
  const listing = opened(fakeDomain(1))
  listing.change(fakeDomain(1, { id: 7 }), 10)
  expect(since(listing, 1)).toBe(10)
})

test('a removed domain is named, unless it came back in the same burst', () => {
  const listing = opened(fakeDomain(1), fakeDomain(2))
  listing.remove(fakeUuid(1))
  listing.remove(fakeUuid(2))
  listing.change(fakeDomain(2), 10)
  expect(listing.take()).toMatchObject({ removed: [fakeUuid(1)], domains: [{ name: 'guest-2' }] })
  expect([listing.running, listing.total]).toEqual([1, 1])
})

test('a listing after an outage tells only what differs and keeps what stayed', () => {
  const listing = opened(fakeDomain(1), fakeDomain(2), fakeDomain(3), fakeDomain(4))
  listing.change(fakeDomain(1, { state: 'paused' }), 10)
  listing.change(fakeDomain(2, { state: 'paused' }), 11)
  listing.take()
  listing.replace([
    fakeDomain(1, { state: 'paused' }),
    fakeDomainOff(2),
    fakeDomain(3),
    fakeDomain(5),
  ])
  const delta = listing.take()
  expect(delta?.domains.map((row) => row.name)).toEqual(['guest-2', 'guest-5'])
  expect(delta?.removed).toEqual([fakeUuid(4)])
  expect(since(listing, 1)).toBe(10)
  expect(since(listing, 2)).toBeNull()
})

test('details that are not read yet do not wipe those that are known', () => {
  const listing = opened(fakeDomain(1, { details }))
  listing.change(fakeDomain(1, { state: 'paused' }), 10)
  expect(listing.row(fakeUuid(1))?.details).toEqual(details)
})

test('a name of markup passes as it is, and one of megabytes is cut', () => {
  const markup = `<img src=x onerror=alert(1)>${'x'.repeat(172)}`
  const listing = opened(
    fakeDomain(1, { name: markup }),
    fakeDomain(2, { name: 'y'.repeat(4_000_000) }),
  )
  expect(listing.row(fakeUuid(1))?.name).toBe(markup)
  expect(listing.row(fakeUuid(2))?.name).toHaveLength(1_024)
})

test('a host that lists without end is not believed', () => {
  const listing = new Listing()
  const many = Array.from({ length: 20_001 }, (_, number) => fakeDomain(number))
  expect(() => listing.replace(many)).toThrow('more than 20000')
})
