import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import ssh2, { type AuthContext, type Connection, type KeyboardAuthContext } from 'ssh2'
import { FakeHost, runningDomain } from '../../server/drivers/remote/fake-host.ts'

/** How somebody is let in: by a password, or by answering what is asked. */
export type Login =
  | { password: string }
  | {
      instruction: string
      prompts: { prompt: string; echo: boolean }[]
      answers: readonly string[]
    }

/** A host in this process: an SSH server that leads to a daemon with one machine, guest-1. */
export interface SshHost {
  port: number
  /** As ssh-keygen prints it. */
  fingerprint: string
  /** How many have been let in so far. */
  readonly logins: number
  close(): Promise<void>
}

/** `port` 0 lets the system choose. Each host has a key of its own. */
export async function startSshHost(login: Login, port = 0): Promise<SshHost> {
  const daemon = await FakeHost.start([runningDomain(1)])
  const { private: hostKey, public: publicKey } = ssh2.utils.generateKeyPairSync('ed25519')
  const clients = new Set<Connection>()
  let logins = 0
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    clients.add(client)
    client
      .on('authentication', (context) => authenticate(context, login))
      .on('ready', () => {
        logins += 1
      })
      .on('openssh.streamlocal', (accept) => {
        const [near, far] = [accept(), daemon.daemon.connect()]
        near.on('error', () => undefined).pipe(far)
        far.on('error', () => undefined).pipe(near)
      })
      .on('error', () => undefined)
      .on('close', () => clients.delete(client))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    fingerprint: fingerprintOf(publicKey),
    get logins() {
      return logins
    },
    close: async () => {
      for (const client of clients) client.end()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await daemon.close()
    },
  }
}

function fingerprintOf(publicKey: string): string {
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64')
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
}

function authenticate(context: AuthContext, login: Login): void {
  if ('password' in login) {
    if (context.method === 'password' && context.password === login.password) context.accept()
    else context.reject(['password'])
    return
  }
  if (context.method === 'keyboard-interactive') ask(context, login)
  else context.reject(['keyboard-interactive'])
}

function ask(context: KeyboardAuthContext, login: Extract<Login, { answers: readonly string[] }>) {
  context.prompt(login.prompts, 'Mill', login.instruction, (answers) => {
    if (answers.join('\n') === login.answers.join('\n')) context.accept()
    else context.reject(['keyboard-interactive'])
  })
}
