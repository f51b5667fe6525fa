import { execFile } from 'node:child_process'
import path from 'node:path'
import { compiledMain } from './compiled.ts'
import type { LabHost } from './host.ts'
import { append, nodeInside, repositoryInside } from './host-files.ts'
import type { Lab } from './lab.ts'
import { repositoryRoot } from './repository-root.ts'

/** What a command came to. */
export interface Outcome {
  code: number
  out: string
  err: string
}

export interface WhoRuns {
  /** Default: root. */
  user?: string
  env?: Readonly<Record<string, string>>
  /** What it is given to read. */
  input?: string
}

/** A machine of somebody who uses the lab's hosts: it knows them by name, trusts them and has the key. */
export interface Laptop {
  /** Our own command. OpenSSH's programs and those of libvirt's client cannot be run by anybody. */
  oirase(args: readonly string[], who?: WhoRuns): Promise<Outcome>
  /** virsh, for which they are kept aside. */
  virsh(args: readonly string[], who?: WhoRuns): Promise<Outcome>
}

/** Where the programs lie that are hidden. */
export const aside = '/run/aside'
const hidden = ['ssh', 'scp', 'sftp', 'ssh-agent', 'virsh', 'virt-admin', 'virt-ssh-helper', 'nc']
const usualPath = '/usr/sbin:/usr/bin:/sbin:/bin'
const patience = 40_000

/** Makes a laptop of one of the lab's hosts, whose own daemons are the local ones. */
export async function laptopOf<Names extends string>(
  lab: Lab<Names>,
  name: Names,
): Promise<Laptop> {
  const { machine } = lab.hosts[name]
  const hosts: readonly LabHost[] = Object.values(lab.hosts)
  append(machine, '/etc/hosts', hosts.flatMap(inHosts))
  const pki = await lab.pki.client('good')
  for (const line of [
    'mkdir -p /etc/pki/libvirt/private',
    `cp ${pki}/clientcert.pem /etc/pki/libvirt`,
    `cp ${pki}/clientkey.pem /etc/pki/libvirt/private`,
    'mkdir -p /root/.ssh /root/.config/libvirt',
    `cp ${lab.client.key} /root/.ssh`,
    `cp ${lab.client.knownHosts} /root/.ssh`,
    `cp ${lab.client.knownHosts} /root/.config/libvirt`, // libssh's and libssh2's
    `mkdir ${aside} && cp /usr/bin/{${hidden.join()}} ${aside}`,
    `for program in ${hidden.join(' ')}; do mount --bind /dev/null /usr/bin/$program; done`,
  ]) {
    await machine.order(line)
  }
  const main = path.join(repositoryInside, path.relative(repositoryRoot(), compiledMain()))
  const run = (command: readonly string[], { user, env = {}, input = '' }: WhoRuns) => {
    const home = user === undefined ? '/root' : `/home/${user}`
    const around = { HOME: home, PATH: usualPath, LC_ALL: 'C', ...env }
    const enter = machine.enter({ env: around, ...(user === undefined ? {} : { user }) })
    return outcome([...enter, ...command], input)
  }
  return {
    oirase: (args, who = {}) => run([nodeInside, main, ...args], who),
    virsh: (args, who = {}) => {
      const env = { PATH: `${aside}:${usualPath}`, ...who.env }
      return run([`${aside}/virsh`, ...args], { ...who, env })
    },
  }
}

const inHosts = ({ name, address, address6 }: LabHost) =>
  [address, address6].map((at) => `${at} ${name}.lab`)

function outcome([program = '', ...args]: readonly string[], input: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { timeout: patience }, (failure, out, err) => {
      const code = failure === null ? 0 : Number(failure.code ?? 255)
      resolve({ code, out, err })
    })
    child.stdin?.end(input)
  })
}
