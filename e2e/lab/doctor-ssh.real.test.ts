import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { unattended } from '../../lib/libvirt/unattended.ts'
import type { AccountName } from './accounts.ts'
import { answering, type Circumstances, examined, provoke } from './examined.ts'
import { type Lab, startLab } from './lab.ts'

type Row<T> = [cause: string, given: T, step: string, trouble: string, says: RegExp]

describe.skipIf(inject('labSkipped') !== null)('hosts by SSH', () => {
  let lab: Lab<'mill'>
  let at: Circumstances
  beforeAll(async () => {
    lab = await startLab({ mill: {} })
    at = { env: { HOME: lab.client.home } }
  })
  afterEach(() => lab.trust())
  afterAll(() => lab.stop())

  const as = (user: string, params: Record<string, string> = {}, port = 22) =>
    lab.uri('mill', 'ssh', '/system', { user: user as AccountName, params, port })

  test('one that is well has every rung, and says what was found on it', async () => {
    const rungs = await examined(as('keyed'), at)
    expect(rungs.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual(
      [
        ...['resolve', 'parse', 'plan', 'lookup', 'connect', 'secure', 'identify', 'login'],
        ...['tunnel', 'greet', 'authenticate', 'open', 'list', 'version', 'abilities'],
      ].map((step) => `${step} ok`),
    )
    const found = (name: string) => rungs.find(({ step }) => step === name)?.finding
    expect(found('identify')).toMatch(/SHA256:/)
    expect(found('login')).toMatch(/^key ED25519 SHA256:/)
    expect(found('tunnel')).toMatch(/libvirt-sock/)
  })

  test.each<Row<() => string>>([
    ['a port where nobody listens', () => as('root', {}, 9), 'connect', 'tcp-refused', /refused/],
    ['a port of libvirt’s', () => as('root', {}, 16_509), 'secure', 'ssh-hung-up', /ECONNRESET/],
    ['a login nobody has', () => as('nobody-here'), 'login', 'ssh-refused', /takes publickey/],
    ['a password, unattended', () => as('secretive'), 'login', 'needs-you', /Asked for/],
    ['questions, unattended', () => as('questioned'), 'login', 'needs-you', /Asked for/],
    [
      'no questions to be asked',
      () => as('secretive', { no_tty: '1' }),
      'login',
      'ssh-refused',
      /password/,
    ],
    [
      'an account that may not',
      () => as('stranger'),
      'greet',
      'tunnel-socket-denied',
      /Permission denied/,
    ],
    ['a login that runs nothing', () => as('jumper'), 'greet', 'tunnel-no-shell', /shell ended/],
    [
      'no way to the socket',
      () => as('cornered'),
      'greet',
      'tunnel-forwarding-off',
      /sshd does not/,
    ],
    [
      'no helper there',
      () => as('helperless', { proxy: 'native' }),
      'greet',
      'tunnel-helper-missing',
      /not found/,
    ],
    [
      'no nc there',
      () => as('tunnelled', { proxy: 'netcat' }),
      'greet',
      'tunnel-netcat-missing',
      /nc/,
    ],
    [
      'a forced command',
      () => as('forced', { proxy: 'native' }),
      'greet',
      'tunnel-banner',
      /only backups/,
    ],
    [
      'a shell that greets',
      () => as('chatty', { proxy: 'native' }),
      'greet',
      'tunnel-banner',
      /Welcome/,
    ],
    [
      'a socket that is not there',
      () => as('root', { socket: '/no/such' }),
      'greet',
      'tunnel-socket-missing',
      /no\/such/,
    ],
  ])('%s', (cause, uri, step, trouble, says) => provoke(cause, uri(), step, trouble, says, at))

  test.each<Row<[user: string, answers: string[]]>>([
    ['a wrong password', ['secretive', ['no']], 'login', 'ssh-refused', /password/],
    ['a wrong answer', ['questioned', ['no']], 'login', 'ssh-refused', /keyboard-interactive/],
  ])('%s', (cause, [user, answers], step, trouble, says) =>
    provoke(cause, as(user), step, trouble, says, { ...at, asker: answering(answers) }),
  )

  test('somebody who turns the question away', async () => {
    const hostKey = unattended.hostKey
    const asker = { hostKey, credentials: answering(null).credentials }
    await provoke('', as('secretive'), 'login', 'question-cancelled', /./, { ...at, asker })
  })

  test('a host nobody has met: unattended it needs somebody, and no_tty forbids to ask', async () => {
    const known_hosts = path.join(lab.folder, 'nobody-yet')
    writeFileSync(known_hosts, '')
    const uri = (transport: 'ssh' | 'libssh2', params: Record<string, string>) =>
      lab.uri('mill', transport, '/system', { user: 'keyed', params })
    const unknown = uri('libssh2', { known_hosts })
    await provoke('', unknown, 'identify', 'needs-you', /SHA256:/, at)
    writeFileSync(lab.client.knownHosts, '')
    const silent = uri('ssh', { no_tty: '1' })
    await provoke('', silent, 'identify', 'ssh-host-key-unknown', /SHA256:/, at)
  })

  test('another host on the way is named, and so is what goes wrong there', async () => {
    const { address } = lab.hosts.mill
    const config = path.join(lab.client.home, '.ssh/config')
    const usual = readFileSync(config, 'utf8')
    const by = (jump: string) =>
      writeFileSync(
        config,
        `Host far\n  HostName ${address}\n  HostKeyAlias ${address}\n  ProxyJump ${jump}@${address}\n${usual}`,
      )
    const uri = lab.uri('mill', 'ssh', '/system', { user: 'keyed', host: 'far' })
    by('jumper')
    const rungs = await examined(uri, at)
    expect(rungs.find(({ step }) => step === 'connect')).toMatchObject({
      outcome: 'ok',
      finding: expect.stringMatching(/^through jumper@/),
    })
    by('nobody-here')
    await provoke('', uri, 'connect', 'ssh-refused', /On the way, at .*publickey/, at)
  })

  test('a daemon that hangs, that was killed, that does not run', async () => {
    const { mill } = lab.hosts
    await mill.freeze()
    await provoke('', as('keyed'), 'greet', 'tunnel-silent', /did not answer/, at)
    await mill.thaw()
    await mill.kill9()
    await provoke('', as('keyed'), 'greet', 'tunnel-socket-stale', /Connection refused/, at)
    await mill.startDaemon()
    await mill.stopDaemon()
    await provoke('', as('keyed'), 'greet', 'tunnel-socket-missing', /No such file/, at)
    await provoke('', as('helperless'), 'greet', 'tunnel-socket-missing', /No such file/, at)
    await mill.startDaemon()
  })

  test('a host whose key has changed is refused, with both fingerprints and the line', async () => {
    await lab.hosts.mill.changeHostKeys()
    const says = /SHA256:.*SHA256:/s
    const changed = async () => {
      const rungs = await examined(as('keyed', { no_verify: '1' }), at)
      return rungs.find(({ outcome }) => outcome === 'failed')?.step
    }
    await expect.poll(changed).toBe('identify')
    await provoke('', as('keyed'), 'identify', 'ssh-host-key-changed', says, at)
  })

  test('a host without its sshd has nobody at the port', async () => {
    await lab.hosts.mill.stopSshd()
    await provoke('', as('keyed'), 'connect', 'tcp-refused', /refused/, at)
  })
})
