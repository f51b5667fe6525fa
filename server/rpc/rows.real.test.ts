import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { Channel } from './channel.ts'
import { type RemoteClient, remoteClient } from './client.ts'
import { RemoteError } from './errors.ts'
import { goldenCalls, unheardCalls } from './golden/calls.ts'
import { events, type ProcedureName, procedures, type Reply } from './protocol.ts'
import type { Marks, Procedure } from './row.ts'

// The lab names its libvirtd's socket in the environment of every test.
const socket = () => process.env.OIRASE_LIBVIRT_SOCKET ?? ''
const names = Object.keys(procedures) as ProcedureName[]
const marksOf = (name: ProcedureName): Marks => procedures[name].marks
const readOnlyCode = 29

interface Line {
  channel: Channel
  remote: RemoteClient
}

/** A connection as libvirt's own client opens one; reading only when `path` is that of the other socket. */
async function openAt(path: string, name: string): Promise<Line> {
  const channel = new Channel(connect(path), { clock: systemClock })
  const remote = remoteClient(channel)
  expect(await remote.authList()).toEqual({ types: [0] })
  await remote.connectOpen({ name, flags: path.endsWith('-ro') ? 1 : 0 })
  return { channel, remote }
}

/** Whatever arguments: an answer, or the number of the refusal. */
async function ask(remote: RemoteClient, name: ProcedureName, args: unknown): Promise<unknown> {
  const method = remote[name] as unknown as (this: RemoteClient, args: unknown) => Promise<unknown>
  return method.call(remote, args).catch((cause: unknown) => {
    if (cause instanceof RemoteError) return cause.code
    throw cause
  })
}

const recordedArgs = (name: ProcedureName): unknown =>
  name in goldenCalls
    ? goldenCalls[name as keyof typeof goldenCalls].call.value
    : unheardCalls[name as keyof typeof unheardCalls].args

/** They would end the connection, or want another beginning. */
const notInTheMiddle = /^(auth|connectOpen|connectClose)/

describe.skipIf(inject('labSkipped') !== null)('a real libvirtd', () => {
  describe('on a read-only connection', () => {
    let line: Line
    beforeAll(async () => {
      line = await openAt(`${socket()}-ro`, 'test:///default')
    })
    afterAll(() => line.channel.close())

    const remoteOnly = names.filter((name) => !/^qemu/.test(name) && !notInTheMiddle.test(name))
    test.each(remoteOnly)('refuses %s if its row says so, and only then', async (name) => {
      const answer = await ask(line.remote, name, recordedArgs(name))
      expect(answer === readOnlyCode).toBe(marksOf(name).write === true)
    })
  })

  describe('with its test driver', () => {
    let line: Line
    let dom: Reply<(typeof procedures)['domainLookupByName']>['dom']
    beforeAll(async () => {
      line = await openAt(socket(), 'test:///default')
      dom = (await line.remote.domainLookupByName({ name: 'test' })).dom
    })
    afterAll(() => line.channel.close())

    test('answers five hundred calls that leave at once, each with its own answer', async () => {
      const missing = Array.from({ length: 250 }, (_, at) => `no such domain ${at}`)
      const asked = missing.flatMap((name) => [
        line.remote.domainLookupByName({ name }).catch((cause: RemoteError) => cause.code),
        line.remote.domainLookupByUuid({ uuid: dom.uuid }),
      ])
      const answers = await Promise.all(asked)
      expect(answers.filter((answer) => answer === 42)).toHaveLength(250)
      expect(answers).toContainEqual({ dom })
    })

    test('tells of a suspend and a resume, in that order', async () => {
      const told: unknown[] = []
      line.channel.on(events.domainLifecycle, ({ event, detail }) => told.push([event, detail]))
      const registered = { eventId: events.domainLifecycle.id ?? -1, dom: null }
      const { callbackId } = await line.remote.connectDomainEventCallbackRegisterAny(registered)
      await line.remote.domainSuspend({ dom })
      expect(await line.remote.domainGetState({ dom, flags: 0 })).toEqual({ state: 3, reason: 1 })
      await line.remote.domainResume({ dom })
      await expect
        .poll(() => told)
        .toEqual([
          [3, 0],
          [4, 0],
        ])
      await line.remote.connectDomainEventCallbackDeregisterAny({ callbackId })
    })

    test('sends a screenshot, whole or as far as it is wanted', async () => {
      const screen = { dom, screen: 0, flags: 0 }
      const { reply, stream } = await line.remote.domainScreenshot(screen)
      const pieces: Buffer[] = []
      for await (const piece of stream) pieces.push(piece)
      expect(reply).toEqual({ mime: 'image/png' })
      expect(Buffer.concat(pieces).toString('latin1', 1, 4)).toBe('PNG')

      const second = await line.remote.domainScreenshot(screen)
      for await (const piece of second.stream) {
        expect(piece.length).toBeGreaterThan(0)
        break
      }
      const third = await line.remote.domainScreenshot(screen)
      await third.stream.abort()
      expect(await line.remote.domainIsActive({ dom })).toEqual({ active: true })
    })

    test('knows no procedure of a later libvirt, and can be told from other refusals', async () => {
      const later = { ...procedures.connectGetHostname, number: 9999 } as Procedure<object, object>
      const refused = await line.channel.open(later, {}).catch((cause) => cause)
      expect(refused).toMatchObject({ code: 39, unknownProcedure: true })
    })

    test('refuses what comes before the opening, in words that are not of a daemon too old', async () => {
      const channel = new Channel(connect(socket()), { clock: systemClock })
      const early = remoteClient(channel)
      await expect(early.connectGetHostname()).rejects.toMatchObject({
        message: expect.stringMatching(/not open|authentication required/),
        unknownProcedure: false,
      })
      channel.close()
    })
  })

  describe('with QEMU', () => {
    let line: Line
    let dom: Reply<(typeof procedures)['domainCreateXml']>['dom']
    const xmlDesc = `<domain type='qemu'><name>rows</name><memory unit='MiB'>32</memory>
      <os><type arch='x86_64' machine='pc'>hvm</type></os><devices><serial type='pty'/>
      <graphics type='vnc' socket='/var/lib/libvirt/qemu/rows.vnc'/><video><model type='vga'/></video>
      </devices></domain>`
    beforeAll(async () => {
      line = await openAt(socket(), 'qemu:///system')
      dom = (await line.remote.domainCreateXml({ xmlDesc, flags: 0 })).dom
    })
    afterAll(async () => {
      await line.remote.domainDestroy({ dom })
      line.channel.close()
    })

    const questions = names.filter((name) => !marksOf(name).write && !notInTheMiddle.test(name))
    test.each(questions)('%s is answered or refused within the protocol', async (name) => {
      const args = recordedArgs(name) as Record<string, unknown>
      await ask(line.remote, name, args.dom ? { ...args, dom } : args)
      expect(await line.remote.domainIsActive({ dom })).toEqual({ active: true })
    })

    test('capabilities come whole, the host’s and the machine’s', async () => {
      const { capabilities: host } = await line.remote.connectGetCapabilities()
      expect(host).toMatch(/^<capabilities>[\s\S]*<\/capabilities>\s*$/)
      const machine = await line.remote.connectGetDomainCapabilities({
        emulatorbin: null,
        arch: 'x86_64',
        machine: null,
        virttype: 'qemu',
        flags: 0,
      })
      expect(machine.capabilities).toMatch(/^<domainCapabilities>[\s\S]*<\/domainCapabilities>\s*$/)
      const pools = await line.remote.connectGetStoragePoolCapabilities({ flags: 0 })
      expect(pools.capabilities).toMatch(/^<storagepoolCapabilities>/)
    })

    test('figures of every domain come in one answer', async () => {
      const asked = { doms: [], stats: 0, flags: 0 }
      const { retStats } = await line.remote.connectGetAllDomainStats(asked)
      const params = retStats.find((record) => record.dom.uuid === dom.uuid)?.params ?? []
      expect(params.find(({ field }) => field === 'state.state')?.value).toBe(1)
      expect(params.find(({ field }) => field === 'cpu.time')?.type).toBe('ullong')
    })

    test('its console opens for one, and is free again after', async () => {
      const console = { dom, devName: null, flags: 0 }
      const { stream } = await line.remote.domainOpenConsole(console)
      await expect(line.remote.domainOpenConsole(console)).rejects.toMatchObject({ code: 9 })
      await stream.write(Buffer.from('x'))
      await stream.abort()
      const again = await line.remote.domainOpenConsole(console)
      await again.stream.finish()
    })

    test('its monitor answers in QEMU’s own words', async () => {
      const cmd = '{"execute":"query-status"}'
      const { result } = await line.remote.qemuDomainMonitorCommand({ dom, cmd, flags: 0 })
      expect(JSON.parse(result)).toMatchObject({ return: { status: 'running' } })
    })
  })
})
