import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Failure } from '../../lib/failure.ts'
import type {
  DomainChange,
  DomainChanges,
  HostChange,
  HostChanges,
} from '../../lib/libvirt/changes.ts'
import type { Domain } from '../../lib/libvirt/domain.ts'
import type { Driver } from '../../server/drivers/driver.ts'
import { virshChange, virshHostChange } from '../../server/live/virsh-change.ts'
import { type LabDaemon, startDaemon } from './daemon.ts'
import { type Opened, openWatched } from './open-remote.ts'
import { leaveTestWorld, openTestWorld } from './test-world.ts'

type DomainRow = {
  [K in DomainChange]: [from: 'off' | 'running', K, DomainChanges[K]]
}[DomainChange]
type HostRow = { [K in HostChange]: [K, HostChanges[K]] }[HostChange]

const hostsOwn = (name: string) => `/var/lib/libvirt/${name}`
const disk = (target: string) =>
  `<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${hostsOwn('boot.img')}'/><target dev='${target}' bus='usb'/><readonly/></disk>`
const device = { there: disk('sda'), new: disk('sdb') }

const rows: DomainRow[] = [
  ['off', 'undefine', {}],
  ['off', 'rename', { name: '-it is; me' }],
  ['running', 'rename', { name: 'b' }],
  ['off', 'setAutostart', { on: true }],
  ['running', 'setAutostart', { on: false }],
  ['running', 'save', { path: hostsOwn('a saved one') }],
  ['running', 'dump', { path: hostsOwn('a dump'), live: true, crash: false }],
  ['running', 'dump', { path: hostsOwn('dump'), live: false, crash: true }],
  ['running', 'migrate', { destination: 'qemu:///system', live: true }],
  ['running', 'setMemory', { memory: 40_960, affects: 'live' }],
  ['running', 'setMemory', { memory: 40_960, affects: 'both' }],
  ['off', 'setMemory', { memory: 40_960, affects: 'config' }],
  ['off', 'setMaxMemory', { memory: 9_437_184 }],
  ['running', 'setVcpus', { vcpus: 2, affects: 'live' }],
  ['running', 'setVcpus', { vcpus: 2, affects: 'both' }],
  ['off', 'setVcpus', { vcpus: 9, affects: 'config' }],
  ['running', 'pinVcpu', { vcpu: 0, cpus: [0], affects: 'live' }],
  ['running', 'pinVcpu', { vcpu: 0, cpus: [1], affects: 'both' }],
  ['off', 'pinVcpu', { vcpu: 0, cpus: [0, 1], affects: 'config' }],
  ['off', 'setSchedule', { parameters: [{ name: 'cpu_shares', value: 9 }], affects: 'config' }],
  ['off', 'setSchedule', { parameters: [{ name: 'weight', value: 9 }], affects: 'config' }],
  ['running', 'setSchedule', { parameters: [{ name: 'weight', value: 9 }], affects: 'live' }],
  ['running', 'attachDevice', { xml: device.new, affects: 'live' }],
  ['running', 'attachDevice', { xml: device.new, affects: 'both' }],
  ['off', 'attachDevice', { xml: device.new, affects: 'config' }],
  ['off', 'attachDevice', { xml: device.there, affects: 'config' }],
  ['running', 'detachDevice', { xml: device.there, affects: 'both' }],
  ['off', 'detachDevice', { xml: device.new, affects: 'config' }],
]

/** One domain of a hypervisor, which can be put back as it was. */
interface Stage {
  uri(lab: LabDaemon): string
  uuid: string
  xml: string
  plays(change: DomainChange, asked: object): boolean
  open(lab: LabDaemon): Promise<Opened>
  set(driver: Driver, from: 'off' | 'running'): Promise<void>
  leave(opened: Opened): Promise<void>
}

const guest = '6f697261-7365-4000-8000-000000000001'
const guestXml = (type: string, name: string, uuid: string) =>
  `<domain type='${type}'><name>${name}</name><uuid>${uuid}</uuid><memory unit='MiB'>64</memory>
<vcpu current='1'>2</vcpu><os><type arch='x86_64'>hvm</type></os>
<devices><controller type='usb' model='piix3-uhci'/>${device.there}</devices></domain>`
const other = '6f697261-7365-4000-8000-000000000002'

const stages: Record<string, Stage> = {
  QEMU: {
    uri: (lab) => lab.uri('qemu', '/system'),
    uuid: guest,
    xml: guestXml('qemu', 'other', other),
    // a guest takes a second to start: what "both" does, either does
    plays: (change, asked) =>
      !('affects' in asked) || asked.affects === 'both' || change === 'setSchedule',
    open: (lab) => openWatched(lab, 'qemu:///system'),
    set: async ({ changes, domains }, from) => {
      await changes.define!({ xml: guestXml('qemu', 'guest', guest) })
      if (from === 'running') await domains.start(guest)
    },
    leave: async ({ driver, watch }) => {
      for (const { uuid, state, persistent } of watch.rows()) {
        if (state !== 'shutoff') await driver.domains.destroy(uuid)
        if (persistent) await driver.changes.undefine!(uuid, {})
      }
      await expect.poll(() => watch.rows().length).toBe(0)
      await driver.close()
    },
  },
  TEST: {
    uri: (lab) => lab.uri('test', '/default'),
    uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f',
    xml: guestXml('test', 'other', other),
    // virsh 9.0 hangs now and then after it has saved one
    plays: (change) => change !== 'save',
    open: openTestWorld,
    set: async ({ domains }, from) => {
      if (from === 'off') await domains.destroy('6695eb01-f6a4-8304-79aa-97f2502e193f')
    },
    leave: ({ driver }) => leaveTestWorld(driver),
  },
}

interface Outcome {
  /** What was complained of; null: it was done. */
  no: string | null
  /** What virsh shows afterwards. */
  left: string
}
const escaped = (words: string) => words.replaceAll(/[^\w ]/g, (one) => `\\${one}`)

describe.skipIf(inject('labSkipped') !== null)('what is printed for virsh does the same', () => {
  let lab: LabDaemon
  const folder = mkdtempSync(path.join(tmpdir(), 'oirase-virsh-'))
  beforeAll(async () => {
    lab = await startDaemon()
  })
  afterAll(async () => {
    await lab.stop()
    rmSync(folder, { recursive: true })
  })

  describe.each(Object.entries(stages))('to %s', (hypervisor, stage) => {
    /** Runs a line of a shell beside the files that it names; resolves to what it complained of. */
    const shell = (line: string) =>
      new Promise<string | null>((resolve) => {
        execFile('sh', ['-c', line], { cwd: folder, timeout: 30_000 }, (failed, _out, complaint) =>
          resolve(failed === null ? null : complaint || `${failed.message} ${failed.signal}`),
        )
      })
    const look = async (uuid: string) => {
      const asked = ['domname', 'domstate', 'dumpxml', 'dumpxml --inactive', 'vcpupin', 'schedinfo']
      const lines = asked.map((command) => `${command} ${uuid}`)
      lines.push('list --all --name --autostart', 'list --all --name')
      // one after the other, whatever is refused between
      const answer = lab.virshOn(stage.uri(lab), lines.join('; '))
      return (await answer).replaceAll(/ id='\d+'/g, '')
    }
    /** What a change leaves behind when it is done to a world that is as it was. */
    const outcomeOf = async (
      from: 'off' | 'running',
      uuid: string,
      work: (driver: Driver, domain: Domain) => Promise<string | null>,
    ): Promise<Outcome> => {
      const opened = await stage.open(lab)
      const { driver, watch } = opened
      try {
        await stage.set(driver, from)
        const row = () => watch.rows().find((one) => one.uuid === stage.uuid)
        const state = from === 'off' ? 'shutoff' : 'running'
        await expect.poll(() => row()?.state).toBe(state)
        const no = await work(driver, row()!)
        return { no, left: await look(uuid) }
      } finally {
        await stage.leave(opened)
      }
    }
    /** A refusal in the host's words, which virsh has to print; in ours, of which it only has to refuse the same. */
    const told = (work: Promise<unknown>) =>
      work.then(
        () => null,
        ({ code, detail, message }: Failure) =>
          code === 'request.invalid' ? '' : (detail ?? message),
      )
    const agree = (virshs: Outcome, ours: Outcome) => {
      expect(virshs.left).toBe(ours.left)
      if (ours.no === null) expect(virshs.no).toBeNull()
      else expect(virshs.no ?? 'done').toMatch(new RegExp(`^error: [^]*${escaped(ours.no)}`))
    }

    const played = rows.filter(([, change, asked]) => stage.plays(change, asked))
    test.each(played)('%s: %s %j', async (from, change, asked) => {
      if ('xml' in asked) writeFileSync(path.join(folder, 'device.xml'), asked.xml)
      const ours = await outcomeOf(from, stage.uuid, async ({ changes }) => {
        const act = changes[change] as ((uuid: string, asked: unknown) => Promise<void>) | null
        return act === null ? 'not supported' : told(act(stage.uuid, asked))
      })
      const virshs = await outcomeOf(from, stage.uuid, (_driver, subject) =>
        shell(virshChange(stage.uri(lab), { change, asked, subject, hypervisor } as never) ?? ''),
      )
      agree(virshs, ours)
    })

    const hostRows: HostRow[] = [
      ['define', { xml: stage.xml }],
      ['define', { xml: '<domain/>' }],
      ['create', { xml: stage.xml, paused: true }],
      ['create', { xml: stage.xml, paused: false }],
      ['restore', { path: hostsOwn('no such file') }],
    ]
    test.each(hostRows)('%s %j', async (change, asked) => {
      if ('xml' in asked) writeFileSync(path.join(folder, 'machine.xml'), asked.xml)
      const ours = await outcomeOf('off', other, ({ changes }) =>
        told((changes[change] as (asked: unknown) => Promise<unknown>)(asked)),
      )
      const virshs = await outcomeOf('off', other, () =>
        shell(virshHostChange(stage.uri(lab), { change, asked } as never) ?? ''),
      )
      agree(virshs, ours)
    })
  })
})
