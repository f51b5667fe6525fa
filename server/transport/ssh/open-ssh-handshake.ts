import type { Duplex, Readable } from 'node:stream'
import ssh2, { type AuthHandlerMiddleware, type Client, type NextAuthHandler } from 'ssh2'
import { sshTrouble } from '../../../lib/libvirt/troubles/ssh.ts'
import type { Bytes, Milliseconds } from '../../../lib/units.ts'
import type { DialOptions, Surrounds } from '../transport.ts'
import { checkHostKey, type HostOnFile } from './host-keys.ts'
import { logIn } from './login.ts'
import type { LoginContext, Outcome, Tries } from './login-context.ts'
import { algorithmsFor } from './open-ssh-algorithms.ts'
import { hungUp, type Phase, troubleOf } from './open-ssh-failure.ts'
import { nothingYet, type Overheard, overhear } from './open-ssh-overheard.ts'
import { type Patience, startPatience } from './open-ssh-patience.ts'
import type { SshSettings } from './ssh-config-settings.ts'
import type { TrustedKeys } from './ssh-connection.ts'

/** The key exchange takes a second on a slow machine; PAM takes two to say no, some hosts ten. */
const forKeys: Milliseconds = 20_000
const forLogin: Milliseconds = 30_000
/** All a host may say before it lets us in; a hundred wrong passwords and a page of banner are less. */
const mostBefore: Bytes = 512 * 1024
const mostBanner = 4_096
const pingEvery: Milliseconds = 4_500

export interface Handshake {
  settings: SshSettings
  onFile: HostOnFile
  filed: string | null
  options: DialOptions
  surrounds: Surrounds & { trusted: TrustedKeys }
}

export interface LoggedIn {
  client: Client
  method: string
  banner: string | null
}

/** Exchanges keys, checks the host's and logs in, over a stream that leads there. Closes it when that fails. */
export async function handshake(stream: Duplex, given: Handshake): Promise<LoggedIn> {
  const { signal } = given.options
  signal.throwIfAborted()
  const client = new ssh2.Client()
  const ended = new AbortController()
  try {
    return await new Promise<LoggedIn>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { signal: ended.signal })
      begin({ client, stream, given, resolve, reject, ended: ended.signal })
    })
  } catch (cause) {
    stream.destroy()
    throw cause
  } finally {
    ended.abort()
  }
}

type Asking = Pick<DialOptions, 'asker' | 'signal'>

interface Attempt {
  client: Client
  stream: Duplex
  given: Handshake
  resolve(made: LoggedIn): void
  reject(cause: unknown): void
  ended: AbortSignal
}

function begin({ client, stream, given, resolve, reject, ended }: Attempt): void {
  const { settings, onFile, options, surrounds } = given
  const heard = nothingYet()
  let phase: Phase = 'key-exchange'
  const phaseNow = (): Phase => (heard.ident === null ? 'hello' : phase)
  const patience = startPatience(options, surrounds, () => reject(silent(phaseNow())), ended)
  patience.renew(forKeys)
  // what is being asked when it ends is withdrawn
  const asking = { asker: patience.asker, signal: AbortSignal.any([options.signal, ended]) }
  const context = contextOf(given, asking, reject)
  const hostVerifier = verifier(given, asking, heard, (checked) => {
    phase = 'login'
    patience.renew(forLogin)
    checked.catch(reject)
  })
  listen(client, {
    failed: (error) => reject(troubleOf(error, phaseNow(), context.tried.length)),
    closed: () => reject(hungUp(phaseNow(), context.tried.length)),
    expired: (words) => reject(sshTrouble('ssh-password-expired', words.slice(0, 300))),
    ready: (banner) => {
      const method = [...context.steps, context.trying].join(', then ')
      resolve({ client, method, banner })
    },
  })
  boundBefore(stream, () => reject(sshTrouble('ssh-flood', null)), ended)
  client.connect({
    sock: stream as Readable,
    username: settings.user,
    algorithms: algorithmsFor(settings.algorithms, onFile.keyTypes),
    hostVerifier,
    authHandler: handler({ context, heard, patience, reject, ended }),
    debug: (line) => overhear(line, heard),
    // silence is noticed by what is heard, not by which of the pings was answered (open-ssh-life.ts)
    keepaliveInterval: Math.min(settings.aliveEvery ?? pingEvery, pingEvery),
    keepaliveCountMax: Number.MAX_SAFE_INTEGER,
    readyTimeout: 0,
    strictVendor: false,
    ident: 'Oirase',
  })
}

const silent = (phase: Phase) =>
  sshTrouble(
    'ssh-silent',
    phase === 'hello'
      ? 'It accepts the connection and says nothing.'
      : `Nothing more came during the ${phase}.`,
  )

function contextOf(
  given: Handshake,
  asking: Asking,
  giveUp: (cause: unknown) => void,
): LoginContext {
  const { settings, filed, surrounds } = given
  return {
    settings,
    user: settings.user,
    uid: surrounds.uid,
    subject: subjectOf(settings),
    filed,
    ...asking,
    trying: 'no credentials',
    tried: [],
    steps: [],
    unusable: [],
    shown: new Set(),
    wrong: 0,
    left: [],
    giveUp,
  }
}

/** With the port unless it is SSH's own: another port may well be another machine. */
function subjectOf({ user, host, port }: SshSettings): string {
  if (port === 22) return `${user}@${host}`
  return host.includes(':') ? `${user}@[${host}]:${port}` : `${user}@${host}:${port}`
}

/** Judges the key the host shows first; later exchanges of keys must show the same. */
function verifier(
  { settings, onFile, options, surrounds }: Handshake,
  asking: Asking,
  heard: Overheard,
  shown: (checked: Promise<void>) => void,
) {
  let first: Buffer | null = null
  const { progress } = options
  return (key: Buffer, verify: (valid: boolean) => void): void => {
    if (first !== null) {
      verify(key.equals(first))
      return
    }
    first = Buffer.from(key)
    progress('identifying', [heard.ident, heard.kex, heard.cipher].filter(Boolean).join(', '))
    const check = { ...asking, settings, onFile, trusted: surrounds.trusted }
    shown(
      checkHostKey(first, check).then((found) => {
        progress('logging-in', found)
        verify(true)
      }),
    )
  }
}

interface Steps {
  context: LoginContext
  heard: Overheard
  patience: Patience
  reject(cause: unknown): void
  ended: AbortSignal
}

function handler({ context, heard, patience, reject, ended }: Steps): AuthHandlerMiddleware {
  const tries: Tries = logIn(context)
  return (_left, stepped, next) => {
    if (ended.aborted) return // ssh2 goes on for a moment after its line is gone
    context.left = heard.left ?? []
    patience.renew(forLogin)
    const outcome: Outcome = { left: context.left, stepped: stepped === true }
    tries.next(outcome).then(({ value, done }) => {
      if (done !== true) next(value as Parameters<NextAuthHandler>[0])
    }, reject)
  }
}

interface Ends {
  failed(error: Error): void
  closed(): void
  expired(words: string): void
  ready(banner: string | null): void
}

function listen(client: Client, { failed, closed, expired, ready }: Ends): void {
  let banner = ''
  client.on('banner', (words) => {
    if (banner.length < mostBanner) banner = (banner + words).slice(0, mostBanner)
  })
  client.on('error', (error: Error & { level?: string }) => {
    if (error.level !== 'agent') failed(error) // a key that does not sign; another may
  })
  client.on('close', closed)
  client.on('change password', expired)
  client.on('ready', () => ready(banner === '' ? null : banner))
}

/** Counts what comes until the login is over; a host has little to say by then. */
function boundBefore(stream: Duplex, exceeded: () => void, ended: AbortSignal): void {
  let came: Bytes = 0
  const count = (bytes: Buffer) => {
    came += bytes.length
    if (came > mostBefore) exceeded()
  }
  stream.pause() // ssh2 begins to read when it is ready for it
  stream.on('data', count)
  ended.addEventListener('abort', () => stream.off('data', count))
}
