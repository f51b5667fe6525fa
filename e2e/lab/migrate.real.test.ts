import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Driver } from '../../server/drivers/driver.ts'
import { virshChange } from '../../server/live/virsh-change.ts'
import { append } from './host-files.ts'
import { type Lab, startLab } from './lab.ts'
import { openOn, type Watching, watching } from './open-remote.ts'

/** Two hosts on one machine would have its identity both, and a host sends no guest to itself. */
const named = (end: string) => ({
  settings: [`host_uuid = "00000000-0000-4000-8000-00000000000${end}"`],
})

describe.skipIf(inject('labSkipped') !== null)('a guest between two real hosts', () => {
  let lab: Lab<'a' | 'b'>
  let drivers: Record<'a' | 'b', Driver>
  let watches: Record<'a' | 'b', Watching>
  beforeAll(async () => {
    lab = await startLab({ a: named('a'), b: named('b') })
    const { a, b } = lab.hosts
    // each finds the other by the name that the other has
    append(a.machine, '/etc/hosts', [`${b.address} b`])
    append(b.machine, '/etc/hosts', [`${a.address} a`])
    drivers = { a: await openOn(a, 'qemu:///system'), b: await openOn(b, 'qemu:///system') }
    watches = { a: watching(drivers.a), b: watching(drivers.b) }
    await Promise.all([watches.a.listing, watches.b.listing])
  })
  afterAll(async () => {
    await Promise.all([drivers?.a.close(), drivers?.b.close()])
    await lab?.stop()
  })

  const rows = (host: 'a' | 'b') =>
    watches[host].rows().map(({ name, state, persistent }) => ({ name, state, persistent }))
  const running = (name: string) => [{ name, state: 'running', persistent: true }]
  const uuidOf = (host: 'a' | 'b') => watches[host].rows()[0]?.uuid ?? ''
  const to = (host: 'a' | 'b') => `qemu+tcp://${lab.hosts[host].name}/system`

  test('goes there live, is kept there and no longer here', async () => {
    await lab.hosts.a.defineQemu('nomad')
    await lab.hosts.a.virsh('start', 'nomad')
    await expect.poll(() => rows('a')).toEqual(running('nomad'))
    await drivers.a.changes.migrate!(uuidOf('a'), { destination: to('b'), live: true })
    await expect.poll(() => rows('a')).toEqual([])
    await expect.poll(() => rows('b')).toEqual(running('nomad'))
    expect(await lab.hosts.b.virsh('domstate', 'nomad', '--reason')).toContain('running (')
  })

  test('comes back by the line that is printed for virsh', async () => {
    const [subject] = watches.b.rows()
    const uri = `qemu+unix:///system?socket=${lab.hosts.b.socket}`
    const asked = { destination: to('a'), live: false }
    const line = virshChange(uri, {
      change: 'migrate',
      asked,
      subject: subject!,
      hypervisor: 'QEMU',
    })
    execFileSync('sh', ['-c', line ?? ''], { stdio: 'ignore' })
    await expect.poll(() => rows('b')).toEqual([])
    await expect.poll(() => rows('a')).toEqual(running('nomad'))
  })

  test('stays where it is when the other host cannot be had, and why is told', async () => {
    const refusals: [string, RegExp][] = [
      ['qemu+tcp://nowhere.invalid/system', /nowhere\.invalid/],
      [`qemu+tcp://${lab.hosts.b.name}:9/system`, /[Cc]onnection refused/],
      [`test+tcp://${lab.hosts.b.name}/default`, /does not support peer-to-peer migration/],
      [`qemu+tcp://${lab.hosts.a.address}/system`, /to the same host/],
    ]
    for (const [destination, words] of refusals) {
      const refused = await drivers.a.changes.migrate!(uuidOf('a'), {
        destination,
        live: true,
      }).catch((cause: unknown) => cause)
      expect(refused, destination).toMatchObject({ detail: expect.stringMatching(words) })
    }
    await expect.poll(() => rows('a')).toEqual(running('nomad'))
    expect(drivers.a.changes.migrate).not.toBeNull()
  })
})
