import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { isSameOrigin, receive } from './visitor.ts'

const rules = (env: Record<string, string> = {}) => {
  const read = readConfig({ HOME: '/', ...env })
  if (!read.ok) throw new Error(read.wrong.join())
  return read.config
}
const request = (remoteAddress: string, headers: IncomingMessage['headers']) =>
  ({ socket: { remoteAddress }, headers: { host: 'localhost', ...headers } }) as IncomingMessage
const visitor = (...args: Parameters<typeof receive>) => {
  const reception = receive(...args)
  if (!reception.ok) throw new Error(reception.why)
  return reception.visitor
}

describe('a visitor behind a proxy of ours', () => {
  const behind = rules({ OIRASE_TRUSTED_PROXY: '10.0.0.0/8', OIRASE_NAMES: 'oirase.example' })
  const forwarded = {
    'x-forwarded-for': '198.51.100.9, 192.0.2.7, 10.0.0.2',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'oirase.example',
  }

  test('has the address that the nearest proxy saw, and the page’s own origin', () => {
    expect(visitor(request('::ffff:10.0.0.1', forwarded), behind)).toEqual({
      address: '192.0.2.7',
      local: false,
      secure: true,
      origin: 'https://oirase.example',
    })
  })

  test('is believed only by way of that proxy', () => {
    expect(visitor(request('127.0.0.1', forwarded), behind)).toMatchObject({
      address: '127.0.0.1',
      local: false,
      secure: false,
      origin: 'http://localhost',
    })
    expect(receive(request('192.0.2.1', forwarded), behind)).toMatchObject({ status: 403 })
  })
})

test('nothing that is forwarded is believed when no proxy is declared', () => {
  const headers = { 'x-forwarded-for': '192.0.2.7', 'x-forwarded-proto': 'https' }
  expect(visitor(request('127.0.0.1', headers), rules())).toMatchObject({
    address: '127.0.0.1',
    secure: false,
  })
})

test.each([[''], ['a b'], ['a:b:c'], ['[::1'], ['evil.example@localhost'], ['localhost/x']])(
  'a host that is no host is refused: "%s"',
  (host) => {
    const { status } = receive(request('127.0.0.1', { host }), rules()) as { status: number }
    expect([400, 421]).toContain(status)
  },
)

test('an origin is compared whole', () => {
  const headers = { host: 'localhost:7373' }
  const from = (origin: string) => {
    const asked = request('127.0.0.1', { ...headers, origin })
    return isSameOrigin(asked, visitor(asked, rules()))
  }
  expect(from('http://localhost:7373')).toBe(true)
  expect(from('HTTP://LOCALHOST:7373')).toBe(true)
  for (const other of ['http://localhost', 'http://localhost:73', 'http://localhost:7373.evil']) {
    expect(from(other), other).toBe(false)
  }
})
