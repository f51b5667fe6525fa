import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { Asker } from '../../../lib/libvirt/question.ts'
import { unattended } from '../../../lib/libvirt/unattended.ts'
import type { FakeCall, FakeHandlers } from '../../rpc/fake-daemon.ts'
import type { DialOptions } from '../../transport/transport.ts'
import { FakeHost, fakeUuid, runningDomain, unsupported } from './fake-host.ts'
import { openRemote } from './open.ts'

let host: FakeHost
afterEach(() => host.close())

const start = async (domainScreenshot: FakeHandlers['domainScreenshot']) => {
  host = await FakeHost.start([runningDomain(1)], () => ({ domainScreenshot: domainScreenshot! }))
  return host.open()
}
/** Answers with `pieces` as the picture. */
const sending =
  (mime: string | null, ...pieces: Buffer[]) =>
  (_args: unknown, { stream }: FakeCall) => {
    setTimeout(() => {
      for (const piece of pieces) stream.send(piece)
      stream.end()
    }, 1)
    return { mime }
  }
const patience = () => AbortSignal.timeout(5_000)

test('a picture comes whole, over a line of its own that is hung up after it', async () => {
  const driver = await start(sending('image/png', Buffer.from('first'), Buffer.from('second')))
  const picture = await driver.domains.screenshot!(fakeUuid(1), patience())
  expect(picture).toEqual({ mime: 'image/png', bytes: Buffer.from('firstsecond') })
  expect(host.count('connectOpen')).toBe(2)
  expect(host.count('connectClose')).toBe(1)
})

test('the line of a picture is let in by what the first was let in by', async () => {
  await start(sending('image/png', Buffer.from('picture')))
  const asker: Asker = { ...unattended }
  const askers: Asker[] = []
  const dial = async (options: DialOptions) => {
    askers.push(options.asker)
    const stream = connect(host.daemon.path)
    return { stream, close: () => void stream.destroy() }
  }
  const options = { readOnly: false, signal: patience(), progress: () => {}, asker }
  const driver = await openRemote({ remoteName: 'qemu:///system' }, dial, options)
  await driver.domains.screenshot!(fakeUuid(1), patience())
  expect(askers.map((one) => one === asker)).toEqual([true, true])
  await driver.close()
})

test('a kind of picture that is none is refused', async () => {
  const driver = await start(sending('text/html', Buffer.from('<script>')))
  await expect(driver.domains.screenshot!(fakeUuid(1), patience())).rejects.toMatchObject({
    code: 'host.refused',
  })
})

test('a picture without an end is cut off', async () => {
  const piece = Buffer.alloc(8 * 1024 * 1024)
  const driver = await start(sending('image/png', ...Array<Buffer>(9).fill(piece)))
  await expect(driver.domains.screenshot!(fakeUuid(1), patience())).rejects.toMatchObject({
    code: 'host.refused',
    detail: expect.stringContaining('too large'),
  })
})

test('what breaks the picture off is told in the daemon’s words', async () => {
  const driver = await start((_args, { stream }) => {
    setTimeout(() => stream.fail({ code: 9, message: 'no screen left' }), 1)
    return { mime: 'image/png' }
  })
  await expect(driver.domains.screenshot!(fakeUuid(1), patience())).rejects.toMatchObject({
    code: 'host.refused',
    detail: 'no screen left',
  })
})

test('a hypervisor that can draw none is not asked again', async () => {
  const driver = await start(() => {
    throw unsupported()
  })
  await expect(driver.domains.screenshot!(fakeUuid(1), patience())).rejects.toMatchObject({
    code: 'host.unsupported',
  })
  expect(driver.domains.screenshot).toBeNull()
})

test('giving up on a picture gives up its line', async () => {
  const driver = await start(() => new Promise(() => {}))
  const giveUp = new AbortController()
  const taking = driver.domains.screenshot!(fakeUuid(1), giveUp.signal)
  await expect.poll(() => host.count('domainScreenshot')).toBe(1)
  giveUp.abort(new Error('enough'))
  await expect(taking).rejects.toThrow('enough')
})
