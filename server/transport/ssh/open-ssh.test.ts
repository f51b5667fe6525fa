import { connect } from 'node:net'
import { afterAll, afterEach, expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { openSsh } from './open-ssh.ts'
import {
  answering,
  byPassword,
  byQuestions,
  type FakeHost,
  fastClock,
  makeVisitor,
  startFake,
  startRaw,
} from './open-ssh-fake.ts'
import { optionsOf, targetOf } from './open-ssh-fixture.ts'

const { open, write, refusal, surrounds, tidy, remove } = makeVisitor()
afterEach(tidy)
afterAll(remove)

test('a host that asks without end is left, whether it asks something or nothing', async () => {
  const forEver = (prompts: { prompt: string; echo: boolean }[]) =>
    byQuestions((context) => {
      const again = () => context.prompt(prompts, again)
      again()
    })
  const { asked, options } = answering()
  const something = await startFake(forEver([{ prompt: 'More? ', echo: true }]))
  expect(await refusal(something, { options })).toMatchObject({ trouble: 'ssh-questions' })
  expect(asked).toHaveLength(12)
  const said = await refusal(await startFake(forEver([])), { clock: fastClock })
  expect(['ssh-silent', 'ssh-flood']).toContain(said?.trouble)
})

test.each([
  ['says nothing', (): void => {}, 'ssh-silent'],
  ['hangs up', (socket: { end(): void }): void => socket.end(), 'ssh-hung-up'],
  [
    'speaks HTTP',
    (socket: { write(text: string): void }) =>
      socket.write('HTTP/1.1 400 Bad\r\n\r\n'.repeat(2000)),
    'ssh-not-ssh',
  ],
])('what %s is no SSH server', async (_, talk, trouble) => {
  const host = await startRaw(talk as () => void)
  expect(await refusal(host, { clock: fastClock })).toMatchObject({ trouble })
})

test('a greeting byte by byte for ever comes to an end', async () => {
  const host = await startRaw((socket) => {
    const timer = setInterval(() => socket.write('x'), 5)
    socket.on('close', () => clearInterval(timer))
  })
  expect(await refusal(host, { clock: fastClock })).toMatchObject({ code: 'host.silent' })
})

test('a banner of 100 MB is left early, with little of it read', async () => {
  let sent = 0
  const host = await startRaw((socket) => {
    socket.write('SSH-2.0-flood\r\n')
    const line = Buffer.alloc(32 * 1024, 'x')
    const pour = () => {
      while (!socket.destroyed && sent < 100 * 1024 * 1024) {
        sent += line.length
        if (!socket.write(line)) return socket.once('drain', pour)
      }
      return null
    }
    pour()
  })
  const said = await refusal(host)
  expect(['ssh-flood', 'ssh-protocol']).toContain(said?.trouble)
  expect(sent).toBeLessThan(20 * 1024 * 1024)
})

test('a greeting of 100 MB is left early', async () => {
  const host = await startRaw((socket) => {
    const lines = 'Welcome to this machine.\r\n'.repeat(40_000)
    for (let times = 0; times < 100; times++) socket.write(lines)
  })
  expect(await refusal(host)).toMatchObject({
    trouble: expect.stringMatching(/ssh-(flood|not-ssh)/),
  })
})

test('a question is withdrawn when the host hangs up meanwhile', async () => {
  let withdrawn: AbortSignal | null = null
  const credentials = (_question: unknown, signal: AbortSignal) => {
    withdrawn = signal
    proxy.stop()
    return new Promise<never>(() => {})
  }
  const proxy = await startProxy(await startFake(byPassword('x')))
  const said = await refusal(proxy, { options: optionsOf({ credentials }) })
  expect(said).toMatchObject({ trouble: 'ssh-protocol' })
  expect(withdrawn).toMatchObject({ aborted: true })
})

test('a host key that is not the one on file is refused before anything is said', async () => {
  const { asked, options } = answering(['secret'])
  const host = await startFake(byPassword('secret'))
  const other = { ...host, key: host.key.replace(/.{4}$/, 'AAAA') }
  expect(await refusal(other, { options })).toMatchObject({ trouble: 'ssh-host-key-changed' })
  expect(asked).toEqual([])
})

/** Passes bytes on to a host until it is told to swallow them. */
async function startProxy(to: FakeHost) {
  const state: { swallow: boolean } = { swallow: false }
  const proxy = await startRaw((socket) => {
    const far = connect(to.port, '127.0.0.1')
    far.on('error', () => {})
    socket.on('data', (bytes) => state.swallow || far.write(bytes))
    far.on('data', (bytes) => state.swallow || socket.write(bytes))
  })
  const stop = () => {
    proxy.stop()
    to.stop()
  }
  return { ...proxy, key: to.key, state, stop }
}

test('an idle connection lives as long as the host answers, and no longer', async () => {
  const tenfold = (span: number, signal?: AbortSignal) => systemClock.sleep(span / 10, signal)
  const clock = { now: () => Date.now(), sleep: tenfold }
  write('config', 'ServerAliveInterval 1\n')
  const proxy = await startProxy(await startFake((context) => context.accept()))
  const connection = await open(proxy, { clock })
  const over = connection.ended.then((why) => why)
  expect(await Promise.race([over, systemClock.sleep(2_500).then(() => 'alive')])).toBe('alive')
  proxy.state.swallow = true
  expect(await over).toMatchObject({ code: 'host.lost', trouble: 'ssh-dead' })
})

test('a connection that takes longer than ConnectTimeout is left', async () => {
  write('config', 'ConnectTimeout 3\n')
  const silent = (_host: string, _port: number, { signal }: { signal: AbortSignal }) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  const whole = { ...surrounds(fastClock), dialTcp: silent }
  await expect(openSsh(targetOf(1), optionsOf(), whole)).rejects.toMatchObject({
    trouble: 'ssh-silent',
  })
})

test('who gives up gets its own reason, at any time', async () => {
  const giving = new AbortController()
  const host = await startRaw(() => giving.abort(new Error('enough')))
  const options = { ...optionsOf(), signal: giving.signal }
  await expect(open(host, { options })).rejects.toThrow('enough')
})
