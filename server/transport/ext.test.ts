import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { planFor } from '../../lib/libvirt/plan.ts'
import { isRefused } from '../../lib/libvirt/plan-types.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { parseUri } from '../../lib/libvirt/uri.ts'
import { dialCommand, dialExt } from './ext.ts'
import type { DialPlan, Wire } from './transport.ts'

const surrounds = {
  clock: systemClock,
  env: { PATH: '/usr/bin:/bin', HOME: '/home/kim', OIRASE_SECRET: 'planted', LD_PRELOAD: 'x' },
  uid: 1000,
  account: 'kim',
}
const options = { signal: new AbortController().signal, progress: () => {}, asker: unattended }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ext-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A program of that text; `$out` is a file beside it. */
function program(text: string): string {
  const file = path.join(mkdtempSync(path.join(folder, 'p-')), 'program')
  writeFileSync(file, `#!/bin/sh\nout=${path.dirname(file)}/out\n${text}\n`, { mode: 0o755 })
  return file
}
const outOf = (file: string) => readFileSync(path.join(path.dirname(file), 'out'), 'utf8')

function planOf(text: string): DialPlan {
  const reading = parseUri(text)
  if (!reading.ok) throw new Error(reading.error)
  const around = { uid: 1000, readOnly: true, env: {}, libvirtConf: null, sockets: [] }
  const plan = planFor(reading.uri, around)
  if (isRefused(plan)) throw new Error(plan.refused)
  return plan
}
const extOf = (file: string) => planOf(`qemu+ext:///system?command=${encodeURIComponent(file)}`)
const dial = (file: string): Promise<Wire> => dialExt(surrounds)(extOf(file), options)

/** How a wire ends on which `bytes` were sent. */
async function endOf(wire: Wire, bytes: Buffer | null = null): Promise<unknown> {
  if (bytes !== null) wire.stream.write(bytes)
  wire.stream.resume()
  const [cause] = await Promise.race([once(wire.stream, 'error'), once(wire.stream, 'end')]).catch(
    (error: unknown) => [error],
  )
  return cause
}

describe('a program that leads to a daemon', () => {
  test('is given our bytes and gives us its own', async () => {
    const wire = await dial(program('exec cat'))
    const frame = Buffer.from('0000001c20008086', 'hex')
    wire.stream.write(frame)
    const [answer] = await once(wire.stream, 'data')
    expect(answer).toEqual(frame)
    wire.close()
  })

  test('gets no argument, no shell and nothing of our environment but what libvirt would pass', async () => {
    const file = program('(echo "$#"; env) >$out')
    await endOf(await dial(file))
    const [count, ...lines] = outOf(file).trim().split('\n')
    expect(count).toBe('0')
    const names = lines.map((line) => line.replace(/=.*/, '')).sort()
    // PWD, OLDPWD, SHLVL and _ are the shell's own doing
    const own = ['PWD', 'OLDPWD', 'SHLVL', '_']
    expect(names.filter((name) => !own.includes(name))).toEqual(['HOME', 'LC_ALL', 'PATH'])
  })

  test('ends with the wire, and so does what it has started', async () => {
    const file = program('sleep 600 & echo $! >$out; exec cat')
    const wire = await dial(file)
    await expect.poll(() => existsSync(path.join(path.dirname(file), 'out'))).toBe(true)
    const child = Number(outOf(file))
    wire.close()
    await expect.poll(() => existsSync(`/proc/${child}/exe`)).toBe(false)
  })

  test('tells its last words, of many the first', async () => {
    const file = program('head -c 100000 /dev/zero | tr "\\0" x >&2; exit 3')
    const cause = await endOf(await dial(file))
    expect(cause).toMatchObject({ code: 'host.refused', trouble: 'program-ended' })
    expect((cause as Error).message).toMatch(/^It ended with code 3 and said: x{400}$/)
  })

  test('may not chatter', async () => {
    const cause = await endOf(await dial(program('echo Welcome; exec cat')))
    expect(cause).toMatchObject({ trouble: 'program-strange', detail: 'Welcome' })
  })

  test('that ends later loses the connection', async () => {
    const wire = await dial(program('head -c 4; echo gone >&2'))
    expect(await endOf(wire, Buffer.alloc(4))).toMatchObject({
      code: 'host.lost',
      detail: 'It ended with code 0 and said: gone',
    })
  })

  test.each([
    ['/nowhere/at/all', 'program-missing'],
    ['/etc/passwd', 'program-denied'],
    ['sh', 'program-path'],
  ])('%s is not run: %s', async (file, trouble) => {
    await expect(dial(file)).rejects.toMatchObject({ trouble })
  })

  test('who gave up before runs nothing', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    const plan = extOf(program('touch $out'))
    await expect(dialExt(surrounds)(plan, { ...options, signal })).rejects.toThrow('enough')
  })
})

test('in the place of ssh a program gets what libvirt would give it, the host behind --', async () => {
  const file = program(`printf '%s\\n' "$@" >$out`)
  const command = encodeURIComponent(file)
  const query = `command=${command}&keyfile=/k&no_tty=1&no_verify=1&netcat=/n%20c%3Bid`
  const plan = planOf(`qemu+ssh://kim@h:2222/system?${query}`)
  await endOf(await dialCommand(surrounds)(plan, options))
  const [remote, host, ...before] = outOf(file).trim().split('\n').reverse()
  expect(before.reverse()).toEqual([
    ...['-p', '2222', '-l', 'kim', '-i', '/k', '-T', '-e', 'none'],
    ...['-o', 'BatchMode=yes', '-o', 'StrictHostKeyChecking=no', '--'],
  ])
  expect(host).toBe('h')
  expect(remote).toMatch(/^sh -c '.*' sh '\/n c;id' '\/var\/run\/libvirt\/libvirt-sock-ro'$/)
})
