import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import type { CredentialsQuestion } from '../../../lib/libvirt/question.ts'
import { openSsh } from './open-ssh.ts'
import {
  type Home,
  makeHome,
  optionsOf,
  run,
  type Sshd,
  startSshd,
  surroundsOf,
  targetOf,
} from './open-ssh-fixture.ts'
import type { SshConnection, SshTarget } from './ssh-connection.ts'

const real = test.skipIf(inject('labSkipped') !== null)
const skipped = inject('labSkipped') !== null
const never = new AbortController().signal
let home: Home
let key: string
let locked: string
let sshd: Sshd
const ended: (() => unknown)[] = []

beforeAll(async () => {
  if (skipped) return
  home = makeHome()
  key = home.key('good')
  locked = home.key('locked', '-N', 'secret')
  sshd = await startSshd(home, [key, locked])
})
afterAll(async () => {
  if (skipped) return
  await sshd.stop()
  home.remove()
})
beforeEach(() => {
  if (!skipped) knows(sshd)
})
afterEach(async () => {
  for (const end of ended.splice(0)) await end()
})

/** Writes the known_hosts of the home: these servers, as they are. */
const knows = (...servers: Sshd[]) =>
  home.write(
    'known_hosts',
    servers.map((one) => `[127.0.0.1]:${one.port} ${one.hostKeys[0]}\n`).join(''),
  )

async function open(
  target: Partial<SshTarget> = {},
  { options = optionsOf(), env = {} as Record<string, string>, port = sshd.port } = {},
): Promise<SshConnection> {
  const connection = await openSsh(targetOf(port, target), options, surroundsOf(home, env))
  ended.push(() => connection.close())
  return connection
}

const withKey = (keyfile = key): Partial<SshTarget> => ({ options: { keyfile } })

async function startAnother(
  ...given: Parameters<typeof startSshd> extends [Home, ...infer R] ? R : never
) {
  const another = await startSshd(home, ...given)
  ended.push(() => another.stop())
  return another
}

async function startAgent(...keys: string[]): Promise<{ env: Record<string, string> }> {
  const socket = `${home.folder}/agent-${keys.length}-${Date.now()}`
  const agent = spawn('ssh-agent', ['-D', '-a', socket])
  ended.push(() => agent.kill())
  await once(agent.stdout, 'data')
  const added = spawn('ssh-add', ['-q', ...keys], {
    env: { ...process.env, SSH_AUTH_SOCK: socket },
  })
  const [code] = await once(added, 'exit')
  expect(code).toBe(0)
  return { env: { SSH_AUTH_SOCK: socket } }
}

const refusal = (target: Partial<SshTarget> = {}, more: Parameters<typeof open>[1] = {}) =>
  open(target, more).then(
    () => null,
    ({ code, trouble, detail }) => ({ code, trouble, detail: String(detail) }),
  )

real('an unknown host is asked about once, and then known to the ssh program, too', async () => {
  home.write('known_hosts', '# nobody yet, and no newline')
  const asked: string[] = []
  const hostKey = async ({ fingerprint }: { fingerprint: string }) => {
    asked.push(fingerprint)
    return 'always' as const
  }
  await open(withKey(), { options: optionsOf({ hostKey }) })
  await open(withKey(), { options: optionsOf({ hostKey }) })
  const keyscan = `${home.folder}/shown`
  writeFileSync(keyscan, sshd.hostKeys[0]!)
  expect(asked).toEqual([run('ssh-keygen', '-lf', keyscan).split(' ')[1]])
  expect(
    run('ssh-keygen', '-F', `[127.0.0.1]:${sshd.port}`, '-f', `${home.folder}/.ssh/known_hosts`),
  ).toContain(sshd.hostKeys[0])
})

real('a host that is trusted this time is asked about by the next process only', async () => {
  home.write('known_hosts', '')
  let asked = 0
  const options = optionsOf({
    hostKey: async () => {
      asked++
      return 'once'
    },
  })
  const surrounds = surroundsOf(home)
  for (const _time of [1, 2]) {
    const connection = await openSsh(targetOf(sshd.port, withKey()), options, surrounds)
    connection.close()
  }
  expect(asked).toBe(1)
  expect(readFileSync(`${home.folder}/.ssh/known_hosts`, 'utf8')).toBe('')
  expect(await refusal(withKey())).toMatchObject({ code: 'host.needs-you' })
})

real('hashed names are found', async () => {
  run('ssh-keygen', '-H', '-f', knows(sshd))
  expect(readFileSync(`${home.folder}/.ssh/known_hosts`, 'utf8')).toMatch(/^\|1\|/)
  await expect(open(withKey())).resolves.toBeDefined()
})

real('a changed key is refused with both fingerprints and the line', async () => {
  const other = run('ssh-keygen', '-y', '-f', key).trim()
  home.write('known_hosts', `# first\n[127.0.0.1]:${sshd.port} ${other}\n`)
  const said = await refusal({ options: { keyfile: key, no_verify: true } })
  expect(said).toMatchObject({ code: 'host.untrusted', trouble: 'ssh-host-key-changed' })
  expect(said?.detail).toContain(`line 2 of ${home.folder}/.ssh/known_hosts`)
  expect(said?.detail.match(/SHA256:/g)).toHaveLength(2)
})

real('a revoked key is refused though it is known', async () => {
  home.write(
    'known_hosts',
    `[127.0.0.1]:${sshd.port} ${sshd.hostKeys[0]}\n@revoked * ${sshd.hostKeys[0]}\n`,
  )
  expect(await refusal(withKey())).toMatchObject({ trouble: 'ssh-host-key-revoked' })
})

real('no_verify takes a new key without asking, no_tty refuses it without asking', async () => {
  home.write('known_hosts', '')
  expect(await refusal({ options: { keyfile: key, no_tty: true } })).toMatchObject({
    code: 'host.untrusted',
    trouble: 'ssh-host-key-unknown',
  })
  await expect(open({ options: { keyfile: key, no_verify: true } })).resolves.toBeDefined()
})

real('the host shows the kind of key that is on file', async () => {
  const rsa = home.key(`host-rsa-${Date.now()}`, '-t', 'rsa', '-b', '2048')
  const ed = home.key(`host-ed-${Date.now()}`)
  const another = await startAnother([key], { hostKeys: [ed, rsa] })
  home.write('known_hosts', `[127.0.0.1]:${another.port} ${another.hostKeys[1]}\n`)
  const options = optionsOf()
  await open(withKey(), { options, port: another.port })
  expect(options.rungs.at(-1)).toMatch(/^logging-in \(RSA SHA256:/)
})

real('a passphrase is asked for once, and only when the host would take the key', async () => {
  const asked: CredentialsQuestion[] = []
  const credentials = async (question: CredentialsQuestion) => {
    asked.push(question)
    return [question.reason === null ? 'wrong' : 'secret']
  }
  const stranger = home.key(`stranger-${Date.now()}`, '-N', 'secret')
  home.write('config', `IdentityFile ${stranger}\nIdentityFile ${locked}\n`)
  ended.push(() => home.write('config', ''))
  const connection = await open({}, { options: optionsOf({ credentials }) })
  expect(connection.method).toContain('locked')
  expect(asked.map(({ what, subject, reason }) => [what, subject, reason])).toEqual([
    ['key-passphrase', locked, null],
    ['key-passphrase', locked, 'This passphrase does not open the key.'],
  ])
})

real('an agent logs in, with keys of every kind', async () => {
  for (const kind of ['rsa', 'ecdsa', 'ed25519']) {
    const held = home.key(`agent-${kind}-${Date.now()}`, '-t', kind)
    const another = await startAnother([held])
    knows(another)
    const connection = await open({}, { ...(await startAgent(held)), port: another.port })
    expect(connection.method).toMatch(/^key (RSA|ECDSA|ED25519) SHA256:\S+ \(agent\)$/)
  }
})

real('files of every kind of key log in', async () => {
  for (const [kind, ...format] of [
    ['rsa'],
    ['rsa', '-m', 'PEM'],
    ['ecdsa', '-m', 'PEM'],
    ['ecdsa', '-b', '521'],
  ]) {
    const file = home.key(`file-${kind}-${format.join('')}-${Date.now()}`, '-t', kind!, ...format)
    const another = await startAnother([file])
    knows(another)
    await expect(open(withKey(file), { port: another.port })).resolves.toBeDefined()
  }
})

real('two keys are given where the host wants two', async () => {
  const second = home.key(`second-${Date.now()}`)
  const another = await startAnother([key, second], {
    lines: ['AuthenticationMethods publickey,publickey'],
  })
  knows(another)
  const connection = await open({}, { ...(await startAgent(key, second)), port: another.port })
  expect(connection.method).toContain('(agent)')
})

real('a refusal says what was tried, and what the host would take', async () => {
  const stranger = home.key(`nobody-${Date.now()}`)
  const said = await refusal(withKey(stranger))
  expect(said).toMatchObject({ code: 'host.refused-login', trouble: 'ssh-refused' })
  expect(said?.detail).toMatch(
    /^root@127.0.0.1:\d+ takes publickey\. Tried: key ED25519 SHA256:\S+ \(.*nobody/,
  )
})

real('more keys than the host lets one try are told as that', async () => {
  const keys = Array.from({ length: 7 }, (_, at) => home.key(`many-${at}-${Date.now()}`))
  expect(await refusal({}, await startAgent(...keys))).toMatchObject({
    trouble: 'ssh-too-many-tries',
  })
})

real('a key that cannot be read is named, with what to do in its trouble', async () => {
  const pkcs8 = home.write('pkcs8', run('openssl', 'genpkey', '-algorithm', 'ed25519'))
  expect(await refusal(withKey(pkcs8))).toMatchObject({ trouble: 'ssh-key-format' })
  expect(await refusal(withKey('/nowhere/key'))).toMatchObject({ trouble: 'ssh-key-missing' })
  run('chmod', '644', pkcs8)
  expect(await refusal(withKey(pkcs8))).toMatchObject({ trouble: 'ssh-key-open' })
})

real(
  'an agent that does not answer is named, and is the trouble where nothing else was tried',
  async () => {
    const agentless = { env: { SSH_AUTH_SOCK: `${home.folder}/nobody.sock` } }
    expect(await refusal({}, agentless)).toMatchObject({
      code: 'host.refused-login',
      trouble: 'ssh-agent',
      detail: expect.stringMatching(
        /There was nothing to try\. Not tried: the agent at \S+\/nobody\.sock does not answer: /,
      ),
    })
    const stranger = withKey(home.key(`stranger-${Date.now()}`))
    expect(await refusal(stranger, agentless)).toMatchObject({
      trouble: 'ssh-refused',
      detail: expect.stringContaining('Not tried: the agent'),
    })
  },
)

real('through other hosts: each is known and logged in to by itself', async () => {
  const [first, second] = [await startAnother([key]), await startAnother([key])]
  knows(sshd, first, second)
  home.write(
    'config',
    [
      `Host far\n HostName 127.0.0.1\n Port ${sshd.port}\n ProxyJump near`,
      `Host near\n HostName 127.0.0.1\n Port ${second.port}\n ProxyJump 127.0.0.1:${first.port}`,
      `Host *\n IdentityFile ${key}\n`,
    ].join('\n'),
  )
  ended.push(() => home.write('config', ''))
  const options = optionsOf()
  const connection = await open({ host: 'far' }, { options, port: 0 })
  const program = await connection.run('echo "$SSH_CONNECTION"', never)
  expect(await text(program.stream)).toMatch(new RegExp(`127.0.0.1 ${sshd.port}\\n$`))
  expect(options.rungs).toContain(`securing (through root@127.0.0.1:${second.port})`)
  knows(sshd, second)
  expect((await refusal({ host: 'far' }, { port: 0 }))?.detail).toMatch(
    /^On the way, at near: On the way, at 127.0.0.1:\d+: Nothing says yet/,
  )
})

real('channels: a program, a socket and a port of the far side', async () => {
  const connection = await open(withKey())
  const program = await connection.run('cat; echo oops >&2; exit 3', never)
  program.stream.end('hello')
  expect(await text(program.stream)).toBe('hello')
  expect(await program.ended).toEqual({ code: 3, signal: null, stderr: 'oops\n' })
  const path = `${home.folder}/far.sock`
  const server = createServer((socket) => socket.end('from afar')).listen(path)
  ended.push(() => server.close())
  expect(await text(await connection.toSocket(path, never))).toBe('from afar')
  expect(
    (await once(await connection.toPort('127.0.0.1', sshd.port, never), 'data')).join(),
  ).toMatch(/^SSH-2/)
  await expect(connection.toSocket('/nowhere', never)).rejects.toMatchObject({
    trouble: 'ssh-channel-failed',
  })
  const giving = new AbortController()
  const slow = await connection.run('sleep 60', giving.signal)
  giving.abort()
  expect((await slow.ended).code).toBeNull()
  connection.close()
  expect(await connection.ended).toBeNull()
  await expect(connection.run('true', never)).rejects.toMatchObject({ code: 'host.lost' })
})

real('a server that ends is told at once, to its channels too', async () => {
  const another = await startAnother([key])
  knows(another)
  const connection = await open(withKey(), { port: another.port })
  const program = await connection.run('sleep 60', never)
  await another.stop()
  expect(await connection.ended).toMatchObject({ code: 'host.lost' })
  expect(await program.ended).toMatchObject({ code: null })
})
