import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ssh2, { type AuthContext, type KeyboardAuthContext } from 'ssh2'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import type { CredentialsQuestion } from '../../../lib/libvirt/question.ts'
import { dialTcp } from '../tcp.ts'
import { rememberTrusted } from './host-keys-trusted.ts'
import { openSsh } from './open-ssh.ts'
import { type FakeHost, startFake, startRaw } from './open-ssh-fake.ts'
import { optionsOf, targetOf } from './open-ssh-fixture.ts'
import type { SshConnection, SshTarget } from './ssh-connection.ts'

const never = new AbortController().signal
let home: string
const ended: (() => unknown)[] = []

beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'ssh-fake-'))
  mkdirSync(path.join(home, '.ssh'), { mode: 0o700 })
})
afterAll(() => rmSync(home, { recursive: true }))
afterEach(() => {
  for (const end of ended.splice(0)) end()
})

/** A clock on which a second takes a millisecond. */
const fastClock = {
  now: () => Date.now(),
  sleep: (span: number, signal?: AbortSignal) => systemClock.sleep(span / 1000, signal),
}

async function open(
  host: FakeHost,
  { options = optionsOf(), target = {} as Partial<SshTarget>, clock = systemClock } = {},
): Promise<SshConnection> {
  ended.push(() => host.stop())
  writeFileSync(
    path.join(home, '.ssh/known_hosts'),
    `[127.0.0.1]:${host.port} ssh-ed25519 ${host.key}\n`,
  )
  const surrounds = { clock, env: { HOME: home }, uid: 1000, account: 'me', dialTcp }
  const whole = { ...surrounds, trusted: rememberTrusted() }
  const connection = await openSsh(targetOf(host.port, target), options, whole)
  ended.push(() => connection.close())
  return connection
}

const refusal = (...given: Parameters<typeof open>) =>
  open(...given).then(
    () => null,
    ({ code, trouble, detail }) => ({ code, trouble, detail: String(detail) }),
  )

/** An asker that answers one question after another, and notes them. */
function answering(...answers: string[][]) {
  const asked: CredentialsQuestion[] = []
  const credentials = async (question: CredentialsQuestion) => {
    asked.push(question)
    return answers.shift() ?? ['?']
  }
  return { asked, options: optionsOf({ credentials }) }
}

const byPassword = (right: string) => (context: AuthContext) => {
  if (context.method !== 'password') context.reject(['password'])
  else if (context.password === right) context.accept()
  else context.reject(['password'])
}

const byQuestions = (talk: (context: KeyboardAuthContext) => void) => (context: AuthContext) => {
  if (context.method === 'keyboard-interactive') talk(context)
  else context.reject(['keyboard-interactive'])
}

test('a password is asked for, and again with the reason when it is wrong', async () => {
  const { asked, options } = answering(['no'], ['yes'])
  const connection = await open(await startFake(byPassword('yes')), { options })
  expect(asked.map(({ what, subject, reason }) => [what, subject, reason])).toEqual([
    ['ssh-password', expect.stringMatching(/^me@127.0.0.1:\d+$/), null],
    [
      'ssh-password',
      expect.stringMatching(/^me@127.0.0.1:\d+$/),
      'The host did not accept this password.',
    ],
  ])
  expect(asked[0]?.fields).toEqual([{ label: 'Password', secret: true, value: '' }])
  expect([connection.method, connection.login]).toEqual([
    'a password',
    expect.stringMatching(/^me@/),
  ])
})

test('three wrong passwords are enough, and none of them is told', async () => {
  const { asked, options } = answering(['wrong-1'], ['wrong-2'], ['wrong-3'], ['right'])
  const said = await refusal(await startFake(byPassword('right')), { options })
  expect(asked).toHaveLength(3)
  expect(said).toMatchObject({ code: 'host.refused-login', trouble: 'ssh-refused' })
  expect(said?.detail).not.toContain('wrong-')
})

test('without anybody to ask it needs somebody; with no_tty it is refused', async () => {
  expect(await refusal(await startFake(byPassword('x')))).toMatchObject({ code: 'host.needs-you' })
  const target = { options: { no_tty: true } }
  expect(await refusal(await startFake(byPassword('x')), { target })).toMatchObject({
    code: 'host.refused-login',
    detail: expect.stringMatching(/^me@127.0.0.1:\d+ takes password\. There was nothing to try\.$/),
  })
})

test('the password of auth.conf comes first, and a person after it', async () => {
  const authfile = path.join(home, 'auth.conf')
  writeFileSync(authfile, '[credentials-a]\npassword=filed\n[auth-ssh-127.0.0.1]\ncredentials=a\n')
  const target = { options: { authfile } }
  const silent = answering()
  await open(await startFake(byPassword('filed')), { target, options: silent.options })
  expect(silent.asked).toEqual([])
  const { asked, options } = answering(['other'])
  await open(await startFake(byPassword('other')), { target, options })
  expect(asked.map(({ reason }) => reason)).toEqual([null])
})

test('several rounds with several fields are asked as they come', async () => {
  const rounds = byQuestions((context) => {
    context.prompt(
      [
        { prompt: 'Name: ', echo: true },
        { prompt: 'PIN: ', echo: false },
      ],
      'Gate',
      'Say who.',
      (first) => {
        context.prompt([{ prompt: 'Code: ', echo: false }], (second) => {
          if ([...first, ...second].join() === 'a,1,2') context.accept()
          else context.reject(['keyboard-interactive'])
        })
      },
    )
  })
  const { asked, options } = answering(['a', '1'], ['2'])
  await open(await startFake(rounds), { options })
  expect(
    asked.map(({ subject, instruction, fields }) => [
      subject,
      instruction,
      fields.map(({ label, secret }) => [label, secret]),
    ]),
  ).toEqual([
    [
      expect.stringMatching(/^me@127.0.0.1:\d+: Name, PIN$/),
      'Gate\nSay who.',
      [
        ['Name:', false],
        ['PIN:', true],
      ],
    ],
    [expect.stringMatching(/^me@127.0.0.1:\d+: Code$/), null, [['Code:', true]]],
  ])
})

test('a single password among questions is the same as a password', async () => {
  const talk = byQuestions((context) => {
    context.prompt([{ prompt: 'Password: ', echo: false }], ([answer]) => {
      if (answer === 'yes') context.accept()
      else context.reject(['keyboard-interactive'])
    })
  })
  const { asked, options } = answering(['no'], ['yes'])
  await open(await startFake(talk), { options })
  expect(asked.map(({ what, reason }) => [what, reason])).toEqual([
    ['ssh-password', null],
    ['ssh-password', 'The host did not accept these answers.'],
  ])
})

test('cancelling a question ends it all', async () => {
  const cancel = async () => {
    throw new Error('cancelled')
  }
  const options = () => optionsOf({ credentials: cancel })
  const asking = byQuestions((context) => context.prompt('Code: ', () => {}))
  await expect(open(await startFake(asking), { options: options() })).rejects.toThrow('cancelled')
  await expect(open(await startFake(byPassword('x')), { options: options() })).rejects.toThrow(
    'cancelled',
  )
})

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

test('a host that wants a password after a key gets both', async () => {
  const keyfile = path.join(home, 'key')
  writeFileSync(keyfile, ssh2.utils.generateKeyPairSync('ed25519').private, { mode: 0o600 })
  const twice = (context: AuthContext) => {
    if (context.method === 'password' && context.password === 'yes') context.accept()
    else if (context.method !== 'publickey') context.reject(['publickey'])
    else if (context.signature === undefined) context.accept()
    else context.reject(['password'], true)
  }
  const { options, asked } = answering(['yes'])
  const connection = await open(await startFake(twice), {
    options,
    target: { options: { keyfile } },
  })
  expect(connection.method).toMatch(/^key ED25519 SHA256:\S+ \(.*\), then a password$/)
  expect(asked).toHaveLength(1)
})

test('a password that must be changed first is told as expired', async () => {
  const expired = (context: AuthContext) => {
    if (context.method === 'password') context.requestChange('Too old.', () => {})
    else context.reject(['password'])
  }
  const { options } = answering(['old'])
  expect(await refusal(await startFake(expired), { options })).toMatchObject({
    code: 'host.refused-login',
    trouble: 'ssh-password-expired',
    detail: 'Too old.',
  })
})

test('the banner is handed on, as far as it is short', async () => {
  const { options } = answering(['yes'])
  const connection = await open(await startFake(byPassword('yes'), { banner: 'Be nice.' }), {
    options,
  })
  expect(connection.banner).toBe('Be nice.\r\n')
  const program = await connection.run('anything', never)
  expect(await program.ended.then(({ code }) => code)).toBe(0)
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
  ended.push(() => to.stop())
  return { ...proxy, key: to.key, state }
}

test('an idle connection lives as long as the host answers, and no longer', async () => {
  const tenfold = (span: number, signal?: AbortSignal) => systemClock.sleep(span / 10, signal)
  const clock = { now: () => Date.now(), sleep: tenfold }
  writeFileSync(path.join(home, '.ssh/config'), 'ServerAliveInterval 1\n', { mode: 0o600 })
  ended.push(() => rmSync(path.join(home, '.ssh/config')))
  const proxy = await startProxy(await startFake((context) => context.accept()))
  const connection = await open(proxy, { clock })
  const over = connection.ended.then((why) => why)
  expect(await Promise.race([over, systemClock.sleep(2_500).then(() => 'alive')])).toBe('alive')
  proxy.state.swallow = true
  expect(await over).toMatchObject({ code: 'host.lost', trouble: 'ssh-dead' })
})

test('a connection that takes longer than ConnectTimeout is left', async () => {
  writeFileSync(path.join(home, '.ssh/config'), 'ConnectTimeout 3\n', { mode: 0o600 })
  const never = (_host: string, _port: number, { signal }: { signal: AbortSignal }) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  const surrounds = { clock: fastClock, env: { HOME: home }, uid: 1000, account: 'me' }
  const whole = { ...surrounds, dialTcp: never, trusted: rememberTrusted() }
  ended.push(() => rmSync(path.join(home, '.ssh/config')))
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
