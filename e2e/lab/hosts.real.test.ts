import { existsSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Lab, startLab } from './lab.ts'

describe.skipIf(inject('labSkipped') !== null)('a host of the lab', () => {
  let lab: Lab<'a'>
  beforeAll(async () => {
    lab = await startLab({ a: {} })
    await lab.hosts.a.defineQemu('one')
  })
  afterAll(() => lab.stop())

  const names = async (uri: string) =>
    (await lab.virsh(uri, 'list', '--all', '--name')).trim().split('\n')

  test.each([
    ['tcp', 'root', false],
    ['tls', 'root', true],
    ['ssh', 'keyed', true],
    ['ssh', 'odd.user-1', false],
    ['libssh', 'keyed', false],
    ['libssh2', 'keyed', true],
  ] as const)('opens by %s', async (transport, user, ipv6) => {
    const login = transport.includes('ssh') ? { user } : {}
    expect(await names(lab.uri('a', transport, '/system', { ...login, ipv6 }))).toEqual(['one'])
  })

  test.each([
    ['stranger', 'Permission denied'],
    ['forced', 'too large'],
    ['cornered', 'nc: not found'],
    ['secretive', 'Permission denied (password)'],
  ] as const)('shows what %s comes to', async (user, words) => {
    const uri = lab.uri('a', 'ssh', '/system', { user, params: { no_tty: '1' } })
    await expect(names(uri)).rejects.toThrow(words)
  })
})

test.skipIf(inject('labSkipped') !== null)('a lab that has ended has left nothing', async () => {
  const lab = await startLab({ a: { daemon: 'none' } })
  const cables = () =>
    Object.values(networkInterfaces())
      .flat()
      .filter((ours) => ours?.address === lab.network.address)
  expect(cables()).toHaveLength(1)
  await lab.stop()
  expect(cables()).toEqual([])
  expect(existsSync(lab.folder)).toBe(false)
})
