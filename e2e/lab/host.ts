import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { promisify } from 'node:util'
import type { CertificateKind, Pki } from './certificates.ts'
import { type GuestOptions, guestXml, writeBootDisk } from './guest.ts'
import { prepareFolders, type WriteFile } from './host-files.ts'
import { type DaemonOptions, installCertificate, prepareDaemon } from './libvirtd.ts'
import { type Machine, startMachine } from './machine.ts'
import type { Network, Port } from './network.ts'
import { prepareSshd, type SshdOptions } from './sshd.ts'
import { type WorldStates, worldXml } from './world.ts'

const run = promisify(execFile)

export interface HostOptions extends Partial<Omit<DaemonOptions, 'kind'>> {
  /** `none`: a host with an sshd and nothing else. */
  daemon?: DaemonOptions['kind'] | 'none'
  certificate?: CertificateKind
  sshPorts?: readonly number[]
  sshd?: readonly string[]
}

export interface LabHost {
  readonly name: string
  readonly address: string
  readonly address6: string
  readonly machine: Machine
  /** Its system socket, for every process of root here; there is `${socket}-ro` too. */
  readonly socket: string
  readonly tcpPort: number
  readonly tlsPort: number
  readonly sshPorts: readonly number[]
  /** Of its ed25519 key, as ssh-keygen prints it. */
  fingerprint(): string
  /** Lines of known_hosts: its keys as they are now, under all its names and ports. */
  knownHosts(): string[]

  /** Its cable is pulled, or put back: a black hole to everybody. */
  down(): Promise<void>
  up(): Promise<void>
  startDaemon(): Promise<void>
  stopDaemon(): Promise<void>
  kill9(): Promise<void>
  restartDaemon(): Promise<void>
  /** The daemon keeps its sockets and says nothing, or goes on. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  startSshd(): Promise<void>
  /** Ends sshd and every login through it. */
  stopSshd(): Promise<void>
  restartSshd(): Promise<void>
  /** New host keys, at work at once. */
  changeHostKeys(): Promise<void>
  /** Another certificate, at work at once. */
  showCertificate(kind: CertificateKind): Promise<void>
  /** TCP connections that are open to a port of it, one line of `ss` each. */
  connections(port: number): Promise<string[]>

  /** virsh in it, as root on its own socket. */
  virsh(...args: string[]): Promise<string>
  defineQemu(name: string, options?: GuestOptions): Promise<void>
  createQemu(name: string, options?: GuestOptions): Promise<void>
  /** A world for `test://FILE` of its daemon; returns FILE. */
  writeWorld(count: number, states?: WorldStates): string
  /** Writes a file below one of its own folders. */
  write: WriteFile
}

export interface HostSite {
  folder: string
  network: Network
  pki: Pki
  /** Public keys that its accounts take. */
  authorized: string
}

/** Starts a host with all its daemon. */
export async function startHost(
  name: string,
  options: HostOptions,
  site: HostSite,
): Promise<LabHost> {
  const machine = await startMachine(path.join(site.folder, name))
  try {
    return await furnish(machine, name, options, site)
  } catch (cause) {
    await machine.stop()
    throw cause
  }
}

async function furnish(
  machine: Machine,
  name: string,
  options: HostOptions,
  { network, pki, authorized }: HostSite,
): Promise<LabHost> {
  const port = await network.attach(name, machine)
  const write = await prepareFolders(machine, name)
  const daemonOptions = { ...daemonDefaults, ...options, kind: daemonKind(options) }
  const sshdOptions: SshdOptions = {
    ports: options.sshPorts ?? [22],
    settings: options.sshd ?? [],
    authorized,
  }
  const sshd = await prepareSshd(machine, write, sshdOptions)
  const socket = path.join(machine.folder, 'run', socketNames[daemonOptions.kind])
  const daemon = await prepareDaemon(machine, write, daemonOptions)
  const showCertificate = async (kind: CertificateKind) => {
    const pair = await pki.server(kind, `${name}.lab`, [port.address, port.address6])
    await installCertificate(machine, { ca: pki.ca, ...pair })
  }
  writeBootDisk(path.join(machine.folder, 'lib/boot.img'))
  await showCertificate(options.certificate ?? 'good')
  await sshd.start()
  if (options.daemon !== 'none') await daemon.start()
  const restartDaemon = async () => {
    await daemon.stop()
    await daemon.start()
  }
  const restartSshd = async () => {
    await sshd.stop()
    await sshd.start()
  }
  return {
    name,
    machine,
    write,
    address: port.address,
    address6: port.address6,
    socket,
    tcpPort: daemonOptions.tcpPort,
    tlsPort: daemonOptions.tlsPort,
    sshPorts: sshdOptions.ports,
    fingerprint: () => fingerprintOf(sshd.publicKeys()[0] ?? ''),
    knownHosts: () => knownHosts(name, port, sshdOptions.ports, sshd.publicKeys()),
    down: port.unplug,
    up: port.plug,
    startDaemon: daemon.start,
    stopDaemon: daemon.stop,
    kill9: daemon.kill9,
    restartDaemon,
    freeze: daemon.freeze,
    thaw: daemon.thaw,
    startSshd: sshd.start,
    stopSshd: sshd.stop,
    restartSshd,
    changeHostKeys: async () => {
      await sshd.changeKeys()
      await restartSshd()
    },
    showCertificate: async (kind) => {
      await showCertificate(kind)
      await restartDaemon()
    },
    connections: async (to) => {
      const found = await machine.run('ss', ['-Htn', 'state', 'established', `sport = :${to}`])
      return found.split('\n').filter((line) => line !== '')
    },
    ...contents(machine, write, socket),
  }
}

const socketNames = {
  monolithic: 'libvirt-sock',
  modular: 'apart/libvirt-sock',
  proxyless: 'apart/libvirt-sock',
}
const daemonDefaults = { tcpPort: 16509, tlsPort: 16514, sasl: null, settings: [] }

const daemonKind = ({ daemon = 'monolithic' }: HostOptions) =>
  daemon === 'none' ? 'monolithic' : daemon

/** What it runs, and how that is made. */
function contents(machine: Machine, write: WriteFile, socket: string) {
  const uri = `qemu+unix:///system?socket=${socket}`
  const virsh = async (...args: string[]) =>
    (await run('virsh', ['--quiet', '--connect', uri, ...args])).stdout
  const inLib = (file: string, text: string) => {
    write(`/var/lib/libvirt/${file}`, text)
    return path.join(machine.folder, 'lib', file)
  }
  const definition = (name: string, options: GuestOptions = {}) =>
    inLib(`${name}.xml`, guestXml(name, '/var/lib/libvirt/boot.img', options))
  return {
    virsh,
    defineQemu: async (name: string, options?: GuestOptions) =>
      void (await virsh('define', definition(name, options))),
    createQemu: async (name: string, options?: GuestOptions) =>
      void (await virsh('create', definition(name, options))),
    writeWorld: (count: number, states: WorldStates = 'mixed') => {
      const file = `world-${count}-${states}.xml`
      inLib(file, worldXml(count, states))
      return `/var/lib/libvirt/${file}`
    },
  }
}

const fingerprintOf = (publicKey: string) => {
  const bytes = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64')
  return `SHA256:${createHash('sha256').update(bytes).digest('base64').replace(/=+$/, '')}`
}

function knownHosts(
  name: string,
  { address, address6 }: Port,
  ports: readonly number[],
  keys: readonly string[],
): string[] {
  const names = [`${name}.lab`, address, address6].flatMap((host) =>
    ports.map((port) => (port === 22 ? host : `[${host}]:${port}`)),
  )
  return keys.map((key) => `${names.join()} ${key}`)
}
