import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { dialFor } from './dial-for.ts'

const nothing = { host: null, port: 0, user: null, socket: null, remoteName: null, options: {} }
const surrounds = { clock: systemClock, env: {}, uid: 0, account: 'root' }

function dialling() {
  const rungs: string[] = []
  const { signal } = new AbortController()
  const progress = (rung: string, found?: string) =>
    void rungs.push(found ? `${rung} ${found}` : rung)
  return { rungs, options: { signal, progress, asker: unattended } }
}

test('unix dials the plan’s socket', async () => {
  const { rungs, options } = dialling()
  const plan = { ...nothing, transport: 'unix', socket: '/nowhere/libvirt-sock' } as const
  await expect(dialFor(surrounds)(plan, options)).rejects.toMatchObject({
    code: 'host.unreachable',
    detail: "Failed to connect socket to '/nowhere/libvirt-sock': No such file or directory",
  })
  expect(rungs).toEqual(['dialling'])
})

test.each(['unix', null, 'http'] as const)('%s without a socket is refused', async (transport) => {
  const dialled = dialFor(surrounds)({ ...nothing, transport }, dialling().options)
  await expect(dialled).rejects.toMatchObject({ code: 'uri.refused' })
})

test('a user’s own daemon is started when the plan says so', async () => {
  const started: string[] = []
  const start = async (name: string) => {
    started.push(name)
    throw new Error('started')
  }
  const options = { autostart: 'libvirtd' }
  const plan = { ...nothing, transport: 'unix', socket: '/nowhere/libvirt-sock', options } as const
  const dial = dialFor(surrounds, { start })
  await expect(dial(plan, dialling().options)).rejects.toThrow('started')
  expect(started).toEqual(['libvirtd'])
})

test('tcp dials the plan’s host and port, and tells where it came to', async () => {
  const server = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { rungs, options } = dialling()
  const plan = { ...nothing, transport: 'tcp', host: '127.0.0.1', port } as const
  const wire = await dialFor(surrounds)(plan, options)
  const [greeting] = await once(wire.stream, 'data')
  expect(String(greeting)).toBe('hello')
  expect(rungs).toEqual(['resolving', 'dialling 127.0.0.1', `greeting 127.0.0.1, port ${port}`])
  wire.close()
  server.close()
})

describe('a program of this machine', () => {
  const command = '/bin/cat'
  const named = (transport: 'ssh' | 'ext') => ({ ...nothing, transport, options: { command } })

  test('is not run for a URI unless it is listed', async () => {
    const dial = dialFor(surrounds, { programs: ['/bin/dog', '/bin'] })
    await expect(dial(named('ext'), dialling().options)).rejects.toMatchObject({
      code: 'uri.forbidden',
      trouble: 'program-forbidden',
    })
    await expect(dial(named('ssh'), dialling().options)).rejects.toMatchObject({
      code: 'uri.forbidden',
      detail: "Oirase speaks SSH itself and does not run '/bin/cat'.",
    })
  })

  test('is run when it is', async () => {
    const { rungs, options } = dialling()
    const wire = await dialFor(surrounds, { programs: [command] })(named('ext'), options)
    expect(rungs).toEqual(['dialling', 'greeting /bin/cat runs.'])
    wire.close()
  })
})
