import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { Failure } from '../../../lib/failure.ts'
import { FakeClock, turn } from '../../../lib/fake-clock.ts'
import type { FarWay } from '../../../lib/libvirt/plan-types.ts'
import { type FakeHost, type FakeProgram, FakeSsh } from './fake-ssh.ts'
import { openTunnel } from './tunnel.ts'

const frame = Buffer.from('0000001c20008086', 'hex')
const sockets: readonly FarWay[] = ['/direct', '/legacy'].map((path) => ({ by: 'socket', path }))
const program: FarWay = {
  by: 'program',
  helper: 'qemu:///system',
  netcat: { program: 'nc', socket: '/legacy' },
}
const auto = [...sockets, program]

const ends = (code: number | null, stderr = '', signal: string | null = null): FakeProgram => {
  return async () => ({ code, stderr, signal })
}
/** A program that says this first, and then waits. */
const says =
  (bytes: string | Buffer, after: FakeProgram = () => new Promise(() => {})): FakeProgram =>
  (far) => {
    far.write(bytes)
    return after(far)
  }
const runs = (fake: FakeProgram): FakeHost => ({ run: () => fake })

async function tunnelTo(host: FakeHost, ways: readonly FarWay[] = auto) {
  const ssh = new FakeSsh(host)
  const clock = new FakeClock()
  const worked: FarWay[] = []
  const signal = new AbortController().signal
  const note = (way: FarWay) => void worked.push(way)
  const options = { readOnly: false, clock, signal, worked: note }
  const { stream, way } = await openTunnel(ssh, ways, options)
  return { ssh, clock, worked, stream, way }
}

/** The failure that a tunnel ends by, in time that does not pass but as it must. */
async function failureOf(host: FakeHost, ways: readonly FarWay[] = auto): Promise<unknown> {
  const { stream, clock } = await tunnelTo(host, ways)
  return endOf(stream, clock)
}

async function endOf(stream: Duplex, clock: FakeClock): Promise<unknown> {
  const ended = once(stream, 'error')
  stream.resume()
  for (let step = 0; step < 20 && !stream.destroyed; step += 1) {
    await turn()
    await clock.advance(20)
  }
  const [failure] = await ended
  return failure
}

describe('a tunnel', () => {
  test('goes by the first way that is open, and asks no further', async () => {
    const { ssh, way } = await tunnelTo({ sockets: ['/direct', '/legacy'] })
    expect([ssh.asked, way]).toEqual([['/direct'], sockets[0]])
    const next = await tunnelTo({ sockets: ['/legacy'] })
    expect(next.ssh.asked).toEqual(['/direct', '/legacy'])
  })

  test('passes bytes on both ways, and says that the way is the right one', async () => {
    const { stream, worked, way, clock } = await tunnelTo({ sockets: ['/direct'] })
    stream.write(frame)
    expect(await once(stream, 'data')).toEqual([frame])
    expect(worked).toEqual([way])
    stream.destroy()
    await once(stream, 'close')
    expect(clock.sleeping).toBe(0)
  })

  test('carries a lot, without losing or mixing any of it', async () => {
    const { stream } = await tunnelTo({ sockets: ['/direct'] })
    const sent = Buffer.alloc(4 * 1024 * 1024, frame)
    stream.end(sent)
    const pieces: Buffer[] = []
    let size = 0
    for await (const piece of stream) {
      pieces.push(piece)
      size += piece.length
      if (size >= sent.length) break
    }
    expect(Buffer.concat(pieces).equals(sent)).toBe(true)
  })

  test('without any way says that sshd opens nothing', async () => {
    await expect(tunnelTo({})).rejects.toMatchObject({
      trouble: 'tunnel-no-channel',
      detail: 'open failed',
    })
  })

  test('does not go on when the login itself has ended', async () => {
    const gone = new Failure('host.lost', 'gone', { trouble: 'ssh-lost' })
    const ssh = new FakeSsh()
    ssh.toSocket = async () => {
      throw gone
    }
    const { signal } = new AbortController()
    const options = { readOnly: false, clock: new FakeClock(), signal, worked: () => {} }
    await expect(openTunnel(ssh, auto, options)).rejects.toBe(gone)
    expect(ssh.asked).toEqual([])
  })
})

describe('an end before the daemon’s first word', () => {
  const helper =
    "virt-ssh-helper: cannot connect to '/var/run/libvirt/libvirt-sock': Failed to connect socket to '/var/run/libvirt/libvirt-sock': "
  test.each([
    ['sh: 1: exec: nc: not found', 127, 'tunnel-netcat-missing'],
    ["nc: invalid option -- 'U'\nusage: nc [-46]", 1, 'tunnel-netcat-plain'],
    ['nc: unix connect failed: No such file or directory', 1, 'tunnel-socket-missing'],
    ['nc: unix connect failed: Permission denied', 1, 'tunnel-socket-denied'],
    [`${helper}No such file or directory`, 1, 'tunnel-socket-missing'],
    [`${helper}Permission denied`, 1, 'tunnel-socket-denied'],
    [`${helper}Connection refused`, 1, 'tunnel-socket-stale'],
    ["virt-ssh-helper: cannot parse 'x': no", 1, 'tunnel-helper-refuses'],
    ['', 1, 'tunnel-no-shell'],
    ['', 0, 'tunnel-command-ended'],
    ['Killed', null, 'tunnel-command-ended'],
  ])('%j with code %s is %s', async (stderr, code, trouble) => {
    expect(await failureOf(runs(ends(code, stderr)), [program])).toMatchObject({ trouble })
  })

  test('carries the far side’s words, bounded and without control characters', async () => {
    const words = `\u001b[31m${'x'.repeat(3_000)}`
    const failure = (await failureOf(runs(ends(2, words)), [program])) as Failure
    expect(failure.detail).toMatch(
      /^The command on the host ended with code 2 and said: �\[31mx+…$/,
    )
    expect(failure.detail?.length).toBeLessThan(500)
  })

  test('of a helper alone names the helper', async () => {
    const failure = await failureOf(runs(ends(127)), [{ ...program, netcat: null }])
    expect(failure).toMatchObject({ trouble: 'tunnel-helper-missing' })
  })

  test('of a socket is a hang-up', async () => {
    const { ssh, stream, clock } = await tunnelTo({ sockets: ['/direct'] })
    ssh.hangUp()
    expect(await endOf(stream, clock)).toMatchObject({ trouble: 'tunnel-hung-up' })
  })

  test.each([
    ['there\nnone', 'tunnel-forwarding-off'],
    ['none\ndenied', 'tunnel-socket-denied'],
    ['none\nnone', 'tunnel-socket-missing'],
    ['nonsense', 'tunnel-netcat-missing'],
  ])('for want of programs is looked into: %j is %s', async (found, trouble) => {
    const look: FakeProgram = (far) => {
      far.end(`${found}\n`)
      return { code: 0, signal: null, stderr: '' }
    }
    const run = (command: string) =>
      command.includes('test -w') ? look : ends(127, 'sh: 1: exec: nc: not found')
    expect(await failureOf({ run })).toMatchObject({ trouble })
  })
})

describe('what is not the daemon', () => {
  test('is shown: a shell’s banner, with its bytes', async () => {
    const failure = await failureOf(runs(says('Welcome, kim!\n')), [program])
    expect(failure).toMatchObject({
      code: 'host.not-libvirt',
      trouble: 'tunnel-banner',
      detail: 'Instead of the daemon’s first word came “Welcome, kim!” (57 65 6c 63 6f 6d 65 2c).',
    })
  })

  test('is bounded: a banner without end', async () => {
    const failure = await failureOf(runs(says(Buffer.alloc(60_000, 'ab'))), [program])
    expect((failure as Failure).detail?.length).toBeLessThan(600)
  })

  test('is a login that is not available', async () => {
    const failure = await failureOf(runs(says('This account is currently not available.\n')), [
      program,
    ])
    expect(failure).toMatchObject({ trouble: 'tunnel-no-shell' })
  })

  test('is given up when it says nothing at all', async () => {
    const { stream, clock } = await tunnelTo({ sockets: ['/direct'] })
    const ended = once(stream, 'error')
    await clock.advance(10_000)
    expect(await ended).toMatchObject([{ trouble: 'tunnel-silent', code: 'host.silent' }])
  })
})

describe('an end later', () => {
  const speak = says(frame, async () => ({ code: 0, signal: null, stderr: 'nc: gone\n' }))

  test('is told in the program’s last words', async () => {
    expect(await failureOf(runs(speak), [program])).toMatchObject({
      code: 'host.lost',
      trouble: 'tunnel-lost',
      detail: 'nc: gone',
    })
  })

  test('is told as the end of the login when that is it', async () => {
    const { ssh, stream, clock } = await tunnelTo({ sockets: ['/direct'] })
    const dead = new Failure('host.lost', 'Nothing was heard', { trouble: 'ssh-dead' })
    ssh.fail(dead)
    expect(await endOf(stream, clock)).toBe(dead)
  })
})
