import { expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { dialFor } from './dial-for.ts'

const nothing = { host: null, port: 0, user: null, socket: null, remoteName: null, options: {} }
const { signal } = new AbortController()

test.each(['ssh', 'tls', 'tcp', 'libssh', 'libssh2', 'ext'] as const)(
  'what cannot be dialled yet is said plainly: %s',
  async (transport) => {
    await expect(dialFor({ ...nothing, transport }, signal)).rejects.toMatchObject({
      code: 'uri.refused',
      detail: `Oirase cannot dial by “${transport}” yet: only by “unix”.`,
    })
  },
)

test('unix dials the plan’s socket', async () => {
  const plan = { ...nothing, transport: 'unix', socket: '/nowhere/libvirt-sock' } as const
  await expect(dialFor(plan, signal)).rejects.toMatchObject({
    code: 'host.unreachable',
    detail: "Failed to connect socket to '/nowhere/libvirt-sock': No such file or directory",
  })
})

test('unix without a socket is refused', async () => {
  await expect(dialFor({ ...nothing, transport: 'unix' }, signal)).rejects.toMatchObject({
    code: 'uri.refused',
  })
})

test('a user’s own daemon is started when the plan says so', async () => {
  const started: string[] = []
  const start = async (name: string) => {
    started.push(name)
    throw new Error('started')
  }
  const options = { autostart: 'libvirtd' }
  const plan = { ...nothing, transport: 'unix', socket: '/nowhere/libvirt-sock', options } as const
  await expect(dialFor(plan, signal, { clock: systemClock, start })).rejects.toThrow('started')
  expect(started).toEqual(['libvirtd'])
})
