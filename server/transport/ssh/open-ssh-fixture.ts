import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { systemClock } from '../../../lib/clock.ts'
import type { Asker } from '../../../lib/libvirt/question.ts'
import { unattended } from '../../../lib/libvirt/unattended.ts'
import { dialTcp } from '../tcp.ts'
import type { DialOptions } from '../transport.ts'
import { rememberTrusted } from './host-keys-trusted.ts'
import type { SshSurrounds, SshTarget } from './ssh-connection.ts'

/** A person's home, with keys and known hosts of its own. */
export interface Home {
  folder: string
  /** Makes a key in ~/.ssh and returns its path. */
  key(name: string, ...options: string[]): string
  write(name: string, text: string): string
  remove(): void
}

export function makeHome(): Home {
  const folder = mkdtempSync(path.join(tmpdir(), 'ssh-home-'))
  const inSsh = (name: string) => path.join(folder, '.ssh', name)
  mkdirSync(inSsh(''), { mode: 0o700 })
  return {
    folder,
    key: (name, ...options) => {
      const passphrase = options.includes('-N') ? [] : ['-N', '']
      run(
        'ssh-keygen',
        '-q',
        '-t',
        'ed25519',
        '-C',
        name,
        '-f',
        inSsh(name),
        ...passphrase,
        ...options,
      )
      return inSsh(name)
    },
    write: (name, text) => {
      writeFileSync(inSsh(name), text, { mode: 0o600 })
      return inSsh(name)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

export interface Sshd {
  port: number
  /** Its host keys’ public halves, as known_hosts has them. */
  hostKeys: readonly string[]
  stop(): Promise<void>
}

/** A real sshd on a port of this machine, which dies with this process. `lines` come before its usual ones. */
export async function startSshd(
  { folder }: Home,
  authorized: readonly string[],
  { lines = [], hostKeys = [] }: { lines?: readonly string[]; hostKeys?: readonly string[] } = {},
): Promise<Sshd> {
  const port = await freePort()
  const keys = hostKeys.length > 0 ? hostKeys : [path.join(folder, `host-${port}`)]
  if (hostKeys.length === 0) run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', keys[0]!)
  const listed = path.join(folder, `authorized-${port}`)
  writeFileSync(
    listed,
    authorized.map((key) => run('ssh-keygen', '-y', '-P', 'secret', '-f', key)).join(''),
  )
  const conf = path.join(folder, `sshd-${port}`)
  const usual = [
    ...keys.map((key) => `HostKey ${key}`),
    `AuthorizedKeysFile ${listed}`,
    `SetEnv HOME=${folder}`, // what this account's own shell is told to do is no matter of the test's
    ...['PidFile none', 'StrictModes no', 'PermitRootLogin yes', 'UsePAM no', 'PrintMotd no'],
    ...['PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'ListenAddress 127.0.0.1'],
  ]
  writeFileSync(conf, [...lines, ...usual, ''].join('\n'))
  mkdirSync('/run/sshd', { recursive: true })
  const sshd = ['/usr/sbin/sshd', '-D', '-e', '-f', conf, '-p', String(port)]
  const child = spawn('unshare', ['--pid', '--fork', '--kill-child', ...sshd])
  await untilListening(child)
  return {
    port,
    hostKeys: keys.map((key) => run('ssh-keygen', '-y', '-f', key).split(' ', 2).join(' ').trim()),
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      }),
  }
}

function untilListening(child: ChildProcess): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stderr!.on('data', (words: Buffer) => {
      said += words
      if (said.includes('Server listening')) resolve()
    })
    child.once('exit', () => reject(new Error(`sshd: ${said}`)))
  })
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

export const surroundsOf = (home: Home, env: Record<string, string> = {}): SshSurrounds => ({
  clock: systemClock,
  env: { HOME: home.folder, ...env },
  uid: process.getuid!(),
  account: userInfo().username,
  dialTcp,
  trusted: rememberTrusted(),
})

export const targetOf = (port: number, more: Partial<SshTarget> = {}): SshTarget => ({
  host: '127.0.0.1',
  port,
  user: null,
  flavour: 'ssh',
  options: {},
  ...more,
})

/** Options that note the rungs, and ask whom one says. */
export function optionsOf(asker: Partial<Asker> = {}): DialOptions & { rungs: string[] } {
  const rungs: string[] = []
  return {
    rungs,
    signal: AbortSignal.timeout(30_000),
    progress: (rung, found) => rungs.push(found === undefined ? rung : `${rung} (${found})`),
    asker: { ...unattended, ...asker },
  }
}
