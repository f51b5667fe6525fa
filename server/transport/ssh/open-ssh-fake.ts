import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server as NetServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ssh2, {
  type AuthContext,
  type Connection,
  type KeyboardAuthContext,
  type ServerConfig,
} from 'ssh2'
import { systemClock } from '../../../lib/clock.ts'
import type { CredentialsQuestion } from '../../../lib/libvirt/question.ts'
import { dialTcp } from '../tcp.ts'
import { rememberTrusted } from './host-keys-trusted.ts'
import { openSsh } from './open-ssh.ts'
import { optionsOf, targetOf } from './open-ssh-fixture.ts'
import type { SshConnection, SshTarget } from './ssh-connection.ts'

export interface FakeHost {
  port: number
  /** Its public host key, base64. */
  key: string
  stop(): void
}

const hostKey = ssh2.utils.generateKeyPairSync('ed25519')

/** An SSH server of ssh2's own, that lets in as a test says. */
export function startFake(
  authenticate: (context: AuthContext, times: number) => void,
  more: Partial<ServerConfig> = {},
): Promise<FakeHost> {
  const server = new ssh2.Server({ hostKeys: [hostKey.private], ...more }, (client: Connection) => {
    let times = 0
    client.on('error', () => {}) // they hang up
    client.on('authentication', (context) => authenticate(context, times++))
    client.on('ready', () => {
      client.on('session', (accept) => {
        accept().on('exec', (take) => {
          const stream = take()
          stream.exit(0)
          stream.end('done')
        })
      })
    })
  })
  return listening(server as unknown as NetServer)
}

/** Anything that takes connections. */
export const startRaw = (talk: (socket: Socket) => void): Promise<FakeHost> =>
  listening(
    createServer((socket) => {
      socket.on('error', () => {})
      talk(socket)
    }),
  )

async function listening(server: NetServer): Promise<FakeHost> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as { port: number }
  return {
    port,
    key: hostKey.public.split(' ')[1]!,
    stop: () => {
      server.close()
      for (const socket of sockets) socket.destroy?.()
    },
  }
}

/** A clock on which a second takes a millisecond. */
export const fastClock = {
  now: () => Date.now(),
  sleep: (span: number, signal?: AbortSignal) => systemClock.sleep(span / 1000, signal),
}

interface Opening {
  options?: ReturnType<typeof optionsOf>
  target?: Partial<SshTarget>
  clock?: typeof systemClock
}

/** Somebody whose known_hosts holds the host that is opened. */
export function makeVisitor() {
  const home = mkdtempSync(path.join(tmpdir(), 'ssh-fake-'))
  mkdirSync(path.join(home, '.ssh'), { mode: 0o700 })
  const ended: (() => unknown)[] = []
  const write = (name: string, text: string) => {
    const file = path.join(home, '.ssh', name)
    writeFileSync(file, text, { mode: 0o600 })
    ended.push(() => rmSync(file, { force: true }))
    return file
  }
  const surrounds = (clock = systemClock) => ({
    ...{ clock, env: { HOME: home }, uid: 1000, account: 'me', dialTcp },
    trusted: rememberTrusted(),
  })
  const open = async (host: FakeHost, given: Opening = {}): Promise<SshConnection> => {
    ended.push(() => host.stop())
    write('known_hosts', `[127.0.0.1]:${host.port} ssh-ed25519 ${host.key}\n`)
    const { options = optionsOf(), target = {}, clock } = given
    const connection = await openSsh(targetOf(host.port, target), options, surrounds(clock))
    ended.push(() => connection.close())
    return connection
  }
  return {
    open,
    write,
    surrounds,
    /** What opening is refused with; null when it is not. */
    refusal: (host: FakeHost, given: Opening = {}) =>
      open(host, given).then(
        () => null,
        ({ code, trouble, detail }) => ({ code, trouble, detail: String(detail) }),
      ),
    /** Ends what a test has begun. */
    tidy: () => {
      for (const end of ended.splice(0)) end()
    },
    remove: () => rmSync(home, { recursive: true }),
  }
}

/** An asker that answers one question after another, and notes them. */
export function answering(...answers: string[][]) {
  const asked: CredentialsQuestion[] = []
  const credentials = async (question: CredentialsQuestion) => {
    asked.push(question)
    return answers.shift() ?? ['?']
  }
  return { asked, options: optionsOf({ credentials }) }
}

/** Lets in by this password and nothing else. */
export const byPassword = (right: string) => (context: AuthContext) => {
  if (context.method === 'password' && context.password === right) context.accept()
  else context.reject(['password'])
}

/** Lets `talk` decide by asking. */
export const byQuestions =
  (talk: (context: KeyboardAuthContext) => void) => (context: AuthContext) => {
    if (context.method === 'keyboard-interactive') talk(context)
    else context.reject(['keyboard-interactive'])
  }
