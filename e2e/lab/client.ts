import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { LabHost } from './host.ts'

const run = promisify(execFile)
const patience = 30_000

/** What somebody who uses the lab has at home. */
export interface Client {
  /** A HOME with .ssh: the key, known_hosts and config. */
  readonly home: string
  readonly key: string
  readonly knownHosts: string
  /** The key's public half. */
  readonly authorized: string
  /** Writes known_hosts and config for these hosts. */
  meet(hosts: readonly LabHost[]): void
  /** virsh of this machine, its ssh with this home, which it would not look up in HOME. */
  virsh(uri: string, ...args: string[]): Promise<string>
}

export async function makeClient(folder: string): Promise<Client> {
  const home = path.join(folder, 'home')
  const at = (name: string) => path.join(home, '.ssh', name)
  const [key, knownHosts, config] = [at('id_ed25519'), at('known_hosts'), at('config')]
  const bin = path.join(folder, 'bin')
  mkdirSync(path.dirname(key), { recursive: true })
  mkdirSync(bin)
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'lab', '-f', key])
  const ssh = path.join(bin, 'ssh')
  writeFileSync(ssh, `#!/bin/sh\nexec /usr/bin/ssh -F '${config}' "$@"\n`)
  chmodSync(ssh, 0o755)
  const env = { ...process.env, HOME: home, PATH: `${bin}:${process.env.PATH}` }
  return {
    home,
    key,
    knownHosts,
    authorized: readFileSync(`${key}.pub`, 'utf8'),
    meet: (hosts) => {
      writeFileSync(knownHosts, lines(hosts.flatMap((host) => host.knownHosts())))
      writeFileSync(config, lines([...hosts.flatMap(named), ...everywhere(key, knownHosts)]))
    },
    virsh: async (uri, ...args) => {
      const answer = run('virsh', ['--quiet', '--connect', uri, ...args], {
        env,
        timeout: patience,
      })
      answer.child.stdin?.end() // nobody is there to be asked
      return (await answer).stdout
    },
  }
}

/** NAME.lab is the host itself, NAME.inner the same by way of the host `gate`, where there is one. */
const named = ({ name, address }: LabHost, _index: number, all: readonly LabHost[]) => {
  const gate = all.find((host) => host.name === 'gate')
  const direct = [`Host ${name}.lab`, `  HostName ${address}`]
  if (gate === undefined || gate.name === name) return direct
  const jump = `  ProxyJump jumper@${gate.address}`
  return [...direct, `Host ${name}.inner`, `  HostName ${address}`, jump]
}

const everywhere = (key: string, knownHosts: string) => [
  'Host *',
  `  IdentityFile ${key}`,
  '  IdentitiesOnly yes',
  `  UserKnownHostsFile ${knownHosts}`,
]

const lines = (all: readonly string[]) => `${all.join('\n')}\n`
