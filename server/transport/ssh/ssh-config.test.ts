import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sshSettings } from './ssh-config.ts'
import type { HopTarget } from './ssh-config-settings.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'ssh-config-'))
  mkdirSync(path.join(home, '.ssh'))
})
afterAll(() => rmSync(home, { recursive: true }))

function settings(
  config: string,
  target: Partial<HopTarget> = {},
  env: Record<string, string> = {},
) {
  const own = path.join(home, '.ssh/config')
  writeFileSync(own, config, { mode: 0o600 })
  const machine = { env: { HOME: home, ...env }, uid: process.getuid?.() ?? 0, account: 'me' }
  const whole = { host: 'h', port: 0, user: null, flavour: 'ssh' as const, options: {}, ...target }
  return sshSettings(whole, machine, { own, machine: '/nowhere' })
}

const inHome = (name: string) => path.join(home, name)

test('ssh without a configuration: this account, port 22, the usual files', async () => {
  expect(await settings('')).toMatchObject({
    host: 'h',
    port: 22,
    user: 'me',
    jump: null,
    userKnownHosts: [inHome('.ssh/known_hosts'), inHome('.ssh/known_hosts2')],
    unknownKey: 'ask',
    methods: ['agent', 'privkey', 'keyboard-interactive', 'password'],
    identitiesNamed: false,
    agent: null,
    notes: [],
  })
})

test('libssh and libssh2: root, port 22, libvirt’s known_hosts and its order of methods', async () => {
  const config = 'Host h\n HostName real\n User bob\n Port 99\n StrictHostKeyChecking no\n'
  const libvirts = {
    port: 22,
    user: 'root',
    userKnownHosts: [inHome('.config/libvirt/known_hosts')],
    globalKnownHosts: [],
    unknownKey: 'ask',
    methods: ['agent', 'privkey', 'password', 'keyboard-interactive'],
  }
  expect(await settings(config, { flavour: 'libssh' })).toMatchObject({ ...libvirts, host: 'real' })
  expect(await settings(config, { flavour: 'libssh2' })).toMatchObject({ ...libvirts, host: 'h' })
})

test('libssh and libssh2 follow the URI’s own parameters', async () => {
  const options = {
    known_hosts: '/k',
    known_hosts_verify: 'auto',
    sshauth: ['password'],
    keyfile: '/f',
  } as const
  expect(await settings('', { flavour: 'libssh2', options })).toMatchObject({
    userKnownHosts: ['/k'],
    unknownKey: 'accept',
    methods: ['password'],
    identityFiles: ['/f'],
  })
  const ignoring = { known_hosts_verify: 'ignore' } as const
  expect(await settings('', { flavour: 'libssh', options: ignoring })).toMatchObject({
    unknownKey: 'any',
  })
})

test('the URI’s key comes before those of the configuration', async () => {
  const { identityFiles } = await settings('IdentityFile ~/a\n', { options: { keyfile: '/k' } })
  expect(identityFiles).toEqual(['/k', inHome('a')])
})

test('tokens and variables in paths', async () => {
  const config = `HostName real\nUser %u\nIdentityFile %d/%h-%n-%p-%r-%u-%%\nIdentityFile \${NO}/x\nIdentityFile \${YES}/y\n`
  const { identityFiles } = await settings(config, { user: 'you', port: 7 }, { YES: '/yes' })
  expect(identityFiles).toEqual([inHome('real-h-7-you-me-%'), '/yes/y'])
})

test.each([
  ['', '/sock'],
  ['IdentityAgent none', null],
  ['IdentityAgent SSH_AUTH_SOCK', '/sock'],
  ['IdentityAgent $OTHER', '/other'],
  [`IdentityAgent \${OTHER}/x`, '/other/x'],
])('the agent of %j', async (config, agent) => {
  const env = { SSH_AUTH_SOCK: '/sock', OTHER: '/other' }
  expect(await settings(config, {}, env)).toMatchObject({ agent })
})

test('Match exec is never run: its block is left out, negated too, and that is said', async () => {
  const ran = inHome('ran')
  const { port, notes } = await settings(
    `Match exec "touch ${ran}"\n Port 1\nMatch !exec false\n Port 2\n`,
  )
  expect(port).toBe(22)
  expect(notes).toEqual(
    [1, 3].map(
      (line) =>
        `Match exec in line ${line} of ${inHome('.ssh/config')} is not run: its block is left out.`,
    ),
  )
  expect(existsSync(ran)).toBe(false)
})

test('what later versions of OpenSSH match by leaves the block out, and that is said', async () => {
  const { port, notes } = await settings('Match tagged x host h\n Port 1\nHost h\n Port 2\n')
  expect([port, notes]).toEqual([
    2,
    [expect.stringMatching(/^Match tagged in line 1 of .* is not followed/)],
  ])
})

test('ProxyCommand is refused, with its line, unless it does not hold', async () => {
  await expect(settings('Port 1\nProxyCommand nc %h %p\n')).rejects.toMatchObject({
    code: 'uri.forbidden',
    trouble: 'ssh-proxy-command',
    detail: `ProxyCommand in line 2 of ${inHome('.ssh/config')} is a program; none is run from here.`,
  })
  expect(await settings('ProxyCommand none\nProxyCommand nc\n')).toMatchObject({ jump: null })
  expect(await settings('ProxyJump j\nProxyCommand nc\n')).toMatchObject({ jump: 'j' })
  await expect(settings('ProxyCommand nc\nProxyJump j\n')).rejects.toMatchObject({
    trouble: 'ssh-proxy-command',
  })
})

test.each([
  ['Port 0', '“0” is no value for port'],
  ['Port x', '“x” is no value for port'],
  ['StrictHostKeyChecking maybe', '“maybe” is no value'],
  ['PasswordAuthentication perhaps', '“perhaps” is no value'],
  ['Match nonsense x', 'has “nonsense”, which is not known here'],
  ['Match', 'has no criterion'],
  ['User "x', 'has a quote that does not end'],
  ['Ciphers rot13', '“rot13” is no value for ciphers'],
])('%j is told with its line', async (config, words) => {
  const refusal = settings(`\n${config}\n`)
  await expect(refusal).rejects.toMatchObject({ code: 'uri.refused', trouble: 'ssh-config' })
  await expect(refusal).rejects.toThrow(words)
  await expect(refusal).rejects.toThrow('line 2 of')
})

test('a configuration that others may write is not followed', async () => {
  await settings('')
  chmodSync(inHome('.ssh/config'), 0o666)
  await expect(settings('')).rejects.toMatchObject({ trouble: 'ssh-config-writable' })
  chmodSync(inHome('.ssh/config'), 0o600)
})

test('a file that includes itself comes to an end', async () => {
  await expect(settings('Include config\n')).rejects.toMatchObject({ trouble: 'ssh-config' })
})

test('lists of algorithms: replaced, added to, taken from, put in front', async () => {
  const kinds = async (line: string) => (await settings(line)).algorithms.hostKeys
  expect(await kinds('HostKeyAlgorithms ssh-rsa,ssh-ed25519')).toEqual(['ssh-rsa', 'ssh-ed25519'])
  expect((await kinds('HostKeyAlgorithms +ssh-rsa'))?.at(-1)).toBe('ssh-rsa')
  expect(await kinds('HostKeyAlgorithms -ecdsa-*,rsa-*')).toEqual(['ssh-ed25519'])
  expect((await kinds('HostKeyAlgorithms ^rsa-sha2-256'))?.[0]).toBe('rsa-sha2-256')
  expect(await kinds('')).toBeNull()
})
