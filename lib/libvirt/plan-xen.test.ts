import { describe, expect, test } from 'vitest'
import { openPlan } from './plan.ts'
import { isRefused, type Open, type Surroundings } from './plan-types.ts'

const root: Surroundings = { uid: 0, readOnly: false, env: {}, libvirtConf: null, sockets: [] }

const openOf = (text: string, surroundings: Partial<Surroundings> = {}): Open => {
  const opening = openPlan(text, { ...root, ...surroundings })
  if (!opening.ok) throw new Error(opening.error)
  if (isRefused(opening.plan)) throw new Error(opening.plan.refused)
  return opening.plan
}

const codeOf = (text: string) => {
  const opening = openPlan(text, root)
  return opening.ok && isRefused(opening.plan) ? opening.plan.code : null
}

describe('Xen on this machine', () => {
  const libvirt = '/var/run/libvirt/libvirt-sock'
  const virtxend = '/var/run/libvirt/virtxend-sock'
  const xend = '/var/lib/xend/xend-socket'

  test.each(['xen', 'XEN', 'xen://', 'xen:///', 'xen:///system', 'xen:', ''])(
    '%j tries libvirt’s daemon, then xend’s socket, then its port',
    (text) => {
      const tried = openOf(text).candidates?.map(({ driver, socket, host, port }) => [
        driver,
        socket ?? `${host}:${port}`,
      ])
      expect(tried).toEqual([
        ['remote', libvirt],
        ['xend', xend],
        ['xend', 'localhost:8000'],
      ])
    },
  )

  test.each([
    [[], 'remote', libvirt],
    [[libvirt], 'remote', libvirt],
    [[virtxend], 'remote', virtxend],
    [[xend, virtxend], 'remote', virtxend],
    [[xend], 'xend', xend],
    [['/var/run/xend/xend-socket'], 'xend', '/var/run/xend/xend-socket'],
    [['/run/xend/xend-socket'], 'xend', '/var/run/xend/xend-socket'],
  ])('with the sockets %j the first is %s at %s', (sockets, driver, socket) => {
    expect(openOf('xen:///', { sockets })).toMatchObject({ driver, socket })
  })

  test('those who are not root fall back on the proxy, to read', () => {
    const open = openOf('xen:///', { uid: 1000 })
    expect(open.candidates?.at(-1)).toEqual({
      driver: 'xen-proxy',
      transport: 'unix',
      host: null,
      port: 0,
      user: null,
      socket: '@/tmp/livirt_proxy_conn',
      remoteName: null,
      options: { readOnly: true },
    })
  })

  test.each([
    'xen://host/',
    'xen+ssh://root@host/',
    'xen+unix:///',
    'xen:///?mode=legacy',
    'XEN:///',
  ])('%s', (text) => {
    const { driver, candidates } = openOf(text)
    expect(driver).toBe('remote')
    expect(candidates === undefined).toBe(!text.includes('mode'))
  })
})

describe('xend', () => {
  test.each([
    ['http://attic/', 'attic', 8000],
    ['http://attic', 'attic', 8000],
    ['HTTP://attic:8001/', 'attic', 8001],
    ['http://[fe80::1%25eth0]/', 'fe80::1%eth0', 8000],
  ])('%s is at %s, port %i', (text, host, port) => {
    expect(openOf(text)).toMatchObject({ driver: 'xend', transport: 'http', host, port })
  })

  test.each(['///var/run/xend/xend-socket', '/var/run/xend/xend-socket'])(
    '%s is a socket',
    (text) => {
      expect(openOf(text)).toMatchObject({
        driver: 'xend',
        transport: 'unix',
        socket: '/var/run/xend/xend-socket',
        remoteName: null,
      })
    },
  )

  test.each([
    ['http:///', 'server-missing'],
    ['http://attic/xend', 'path'],
    ['http+ssh://attic/', 'transport'],
    ['xend-socket', 'no-scheme'],
    ['/', 'no-scheme'],
    ['//attic/x', 'no-scheme'],
    [`/${'s'.repeat(107)}`, 'socket'],
  ])('%s is refused: %s', (text, code) => {
    expect(codeOf(text)).toBe(code)
  })

  test('over its port is warned of, and what it does not use as well', () => {
    const codes = (text: string) => openOf(text).warnings.map(({ code }) => code)
    expect(codes('http://attic/')).toEqual(['unencrypted'])
    expect(codes('http://root@attic/?no_verify=1')).toEqual([
      'unencrypted',
      'param-unused',
      'user-unused',
    ])
    expect(codes('/var/run/xend/xend-socket')).toEqual([])
    expect(codes('http://attic/?via=ssh://attic')).toEqual([])
  })
})

describe('xend through SSH', () => {
  test.each([
    ['http://127.0.0.1/?via=ssh://root@attic:2222', { user: 'root', host: 'attic', port: 2222 }],
    ['/var/run/xend/xend-socket?via=ssh://attic', { user: null, host: 'attic', port: 0 }],
    ['http://h/?VIA=ssh%3A%2F%2F%5B%3A%3A1%5D%2F', { user: null, host: '::1', port: 0 }],
  ])('%s goes through %j', (text, via) => {
    expect(openOf(text).options.via).toEqual(via)
  })

  test.each([
    ['http://h/?via=attic', 'param-value'],
    ['http://h/?via=', 'param-value'],
    ['http://h/?via=tcp://attic', 'param-value'],
    ['http://h/?via=ssh://attic/path', 'param-value'],
    ['http://h/?via=ssh://attic?x=y', 'param-value'],
    ['http://h/?via=ssh:///', 'param-value'],
    ['http://h/?via=ssh://@attic', 'empty-user'],
    ['http://h/?via=ssh://attic:70000', 'port'],
    ['http://h/?via=ssh://-oProxyCommand=x', 'dash'],
    ['http://h/?via=ssh://-l@attic', 'dash'],
    ['http://h/?via=ssh://a%2500b', 'nul'],
    ['http://h/?via=ssh://a%250Ab', 'control'],
  ])('%s is refused: %s', (text, code) => {
    expect(codeOf(text)).toBe(code)
  })

  test('is no parameter of libvirt’s: it goes on to a daemon', () => {
    expect(openOf('qemu:///system?via=x').remoteName).toBe('qemu:///system?via=x')
  })
})
