import { expect, test } from 'vitest'
import { Failure } from '../../lib/failure.ts'
import { planFor } from '../../lib/libvirt/plan.ts'
import { isRefused } from '../../lib/libvirt/plan-types.ts'
import { parseUri } from '../../lib/libvirt/uri.ts'
import { noWay, triesNext, waysOf, wayWords } from './candidates.ts'

function waysTo(text: string, uid: number, sockets: string[] = []): string[] {
  const parsed = parseUri(text)
  if (!parsed.ok) throw new Error(text)
  const here = { uid, readOnly: false, env: {}, libvirtConf: null, sockets }
  const plan = planFor(parsed.uri, here)
  if (isRefused(plan)) throw new Error(plan.refused)
  return waysOf(plan).map(wayWords)
}

const xendSocket = '/var/lib/xend/xend-socket'
const legacy = [`xend at ${xendSocket}`, 'xend at localhost, port 8000']

test('a local Xen is libvirt’s daemon, xend’s socket, xend’s port, and the proxy for who is not root', () => {
  const [daemon, ...others] = waysTo('xen:///', 1000)
  expect(daemon).toMatch(/^libvirt’s daemon at /)
  expect(others).toEqual([...legacy, 'The Xen proxy'])
  expect(waysTo('xen:///', 0).slice(1)).toEqual(legacy)
})

test('where only xend’s socket is there, nothing before it is tried', () => {
  expect(waysTo('xen:///', 0, [xendSocket])).toEqual(legacy)
})

test.each(['http://old.example/', 'qemu:///system', '///srv/xend'])('%s has one way', (uri) => {
  expect(waysTo(uri, 1000)).toHaveLength(1)
})

test('who asks for a login has answered; who is not there has not', () => {
  expect(triesNext(new Failure('host.refused-login'))).toBe(false)
  expect(triesNext(new Failure('host.unreachable'))).toBe(true)
})

test('where no way leads anywhere the first one’s kind counts, and all are told of', () => {
  const way = {
    transport: 'unix' as const,
    host: null,
    port: 0,
    user: null,
    remoteName: null,
    options: {},
  }
  const ways = [
    { ...way, driver: 'remote' as const, socket: '/run/a' },
    { ...way, driver: 'xend' as const, socket: '/run/b' },
  ]
  const failures = [new Failure('host.denied', 'Not you.'), new Failure('host.lost', 'Gone.')]
  expect(noWay(failures, ways)).toMatchObject({
    code: 'host.denied',
    detail: 'libvirt’s daemon at /run/a: Not you. xend at /run/b: Gone.',
  })
})
