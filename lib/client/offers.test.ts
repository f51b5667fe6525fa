import { expect, test } from 'vitest'
import type { HistoryEntry, Surroundings } from '../contract/http.ts'
import type { ConnectionRow } from '../contract/live.ts'
import { endOf, matchesOffer, offersOf } from './offers.ts'

const entry = (uri: string, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id: uri,
  uri,
  readOnly: false,
  name: null,
  pinned: false,
  at: 0,
  error: null,
  took: 12,
  ...more,
})

const surroundings: Surroundings = {
  uid: 1000,
  env: { LIBVIRT_DEFAULT_URI: 'qemu:///session' },
  libvirtConf: 'uri_aliases = [ "far=qemu+ssh://far/system", "near=qemu:///system" ]',
  sockets: [],
  showcase: 'test:///showcase.xml',
}

const open = (uri: string): ConnectionRow => ({
  id: uri,
  uri,
  name: null,
  readOnly: false,
  autoconnect: false,
  tags: [],
  state: {
    phase: 'open',
    since: 0,
    hypervisor: 'TEST',
    hostname: null,
    version: null,
    libraryVersion: null,
    lacks: [],
  },
  running: 0,
  total: 0,
})

test('pinned entries come first, then the newest, then what the surroundings name', () => {
  const history = [
    entry('test:///old', { at: 1 }),
    entry('test:///new', { at: 9 }),
    entry('test:///pinned', { at: 0, pinned: true }),
  ]
  expect(offersOf(history, surroundings, []).map(({ uri }) => uri)).toEqual([
    'test:///pinned',
    'test:///new',
    'test:///old',
    'qemu+ssh://far/system',
    'qemu:///system',
    'qemu:///session',
  ])
})

test('what the history has is not offered a second time', () => {
  const offers = offersOf([entry('qemu:///session')], surroundings, [])
  expect(offers.filter(({ uri }) => uri === 'qemu:///session')).toHaveLength(1)
})

test('an offer says that it is open now only when it is, in the same manner', () => {
  const history = [entry('test:///a'), entry('test:///a', { id: 'ro', readOnly: true })]
  const [writable, readOnly] = offersOf(history, undefined, [open('test:///a')])
  expect([writable?.openNow, readOnly?.openNow]).toEqual([true, false])
})

test('every typed word must be somewhere in the URI, the name or the origin', () => {
  const [offer] = offersOf([entry('qemu+ssh://attic/system', { name: 'Old box' })], undefined, [])
  if (offer === undefined) throw new Error('no offer')
  expect(matchesOffer(offer, '')).toBe(true)
  expect(matchesOffer(offer, 'old ATTIC')).toBe(true)
  expect(matchesOffer(offer, 'attic tls')).toBe(false)
})

test('an entry tells how it ended', () => {
  expect(endOf(entry('x', { took: 12.4 }))).toBe('12 ms')
  expect(endOf(entry('x', { took: 1540 }))).toBe('1.5 s')
  expect(
    endOf(
      entry('x', { error: { code: 'host.unreachable', detail: null, request: '', trouble: null } }),
    ),
  ).toBe('the host cannot be reached')
})

test('hosts of ~/.ssh/config are offered last, and not those that are in the history', () => {
  const around = { ...surroundings, sshHosts: ['mill', 'weir'] }
  const offers = offersOf([entry('qemu+ssh://mill/system')], around, [])
  expect(offers.filter(({ uri }) => uri === 'qemu+ssh://mill/system')).toHaveLength(1)
  expect(offers.at(-1)).toMatchObject({
    uri: 'qemu+ssh://weir/system',
    from: 'from ~/.ssh/config',
    entry: null,
  })
})
