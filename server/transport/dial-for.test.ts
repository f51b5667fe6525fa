import { expect, test } from 'vitest'
import { dialFor } from './dial-for.ts'

const { signal } = new AbortController()

test.each(['ssh', 'tls', 'tcp', 'libssh', 'libssh2', 'ext'] as const)(
  'what cannot be dialled yet is said plainly: %s',
  async (transport) => {
    await expect(dialFor({ transport, socket: null }, signal)).rejects.toMatchObject({
      code: 'uri.refused',
      detail: `Oirase cannot dial by '${transport}' yet: only by 'unix'.`,
    })
  },
)

test('unix dials the plan’s socket', async () => {
  const plan = { transport: 'unix', socket: '/nowhere/libvirt-sock' } as const
  await expect(dialFor(plan, signal)).rejects.toMatchObject({
    code: 'host.unreachable',
    detail: "Failed to connect socket to '/nowhere/libvirt-sock': No such file or directory",
  })
})

test('unix without a socket is refused', async () => {
  await expect(dialFor({ transport: 'unix', socket: null }, signal)).rejects.toMatchObject({
    code: 'uri.refused',
  })
})
