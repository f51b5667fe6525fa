import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { type GuestOptions, guestXml, writeBootDisk } from './guest.ts'
import { qemuConf } from './qemu-conf.ts'
import { repositoryRoot } from './repository-root.ts'
import { type WorldStates, worldXml } from './world.ts'

const script = path.join(repositoryRoot(), 'e2e/lab/private-daemon.sh')
const run = promisify(execFile)

/** A libvirtd of one's own: nothing of the machine's libvirt is seen by it or changed. */
export interface LabDaemon {
  /** Its socket, reachable from every process of root on this machine; there is `${socket}-ro` too. */
  readonly socket: string
  /** Its state, on the machine's side: lib is its /var/lib/libvirt. Gone with the daemon. */
  readonly folder: string
  /** `uri('qemu', '/system')`, `uri('test', '/default')`, `uri('test', FILE)`: for ours and for libvirt's clients. */
  uri(hypervisor: 'qemu' | 'test', path: string): string
  /** Runs virsh on its qemu:///system, resolves to what it printed, rejects with what it complained of. */
  virsh(...args: string[]): Promise<string>
  /** The same on a URI of `uri()`. */
  virshOn(uri: string, ...args: string[]): Promise<string>
  /** A file with a world of `count` domains that the daemon can read. */
  writeWorld(count: number, states?: WorldStates): string
  /** Defines a QEMU guest that stays off; `virsh('start', name)` runs it. */
  defineQemu(name: string, options?: GuestOptions): Promise<void>
  /** Runs a QEMU guest without definition: it vanishes when it stops. */
  createQemu(name: string, options?: GuestOptions): Promise<void>
  /** SIGKILL to libvirtd; its guests run on. */
  kill9(): Promise<void>
  /** It keeps its sockets open and says nothing, until `thaw`. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  /** Ends what still runs and starts libvirtd again on the same state. */
  restart(): Promise<void>
  /** Ends it, its guests and its folder. Idempotent; the end of this process does the same. */
  stop(): Promise<void>
}

const settings = {
  'libvirtd.conf': ['auth_unix_rw = "none"', 'auth_unix_ro = "none"'],
  'qemu.conf': qemuConf,
}

function prepareFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'oirase-lab-'))
  for (const name of ['run', 'etc', 'lib', 'log']) mkdirSync(path.join(folder, name))
  for (const [file, lines] of Object.entries(settings)) {
    writeFileSync(path.join(folder, 'etc', file), `${lines.join('\n')}\n`)
  }
  mkdirSync(path.join(folder, 'etc/qemu'))
  writeBootDisk(path.join(folder, 'lib/boot.img'))
  return folder
}

/** One order at a time: the script answers each with one line. */
function conversation(child: ChildProcess, folder: string) {
  const waiting: ((answer: string) => void)[] = []
  createInterface({ input: child.stdout! }).on('line', (line) => waiting.shift()?.(line))
  child.on('exit', () => {
    for (const answer of waiting.splice(0)) answer('ended')
  })
  const answered = async (order: string) => {
    const answer = await new Promise<string>((resolve) => waiting.push(resolve))
    if (answer === 'ok') return
    const log = path.join(folder, 'log/libvirtd.log')
    const words = existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : ''
    throw new Error(`the lab could not ${order} its libvirtd (${answer})\n${words}`)
  }
  return {
    ready: () => answered('prepare'),
    order: (word: string) => {
      child.stdin!.write(`${word}\n`)
      return answered(word)
    },
  }
}

/** Starts a libvirtd; call `whyNoLab()` before. Takes some 0.2 s. */
export async function startDaemon(): Promise<LabDaemon> {
  const folder = prepareFolder()
  const apart = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc']
  const child = spawn('unshare', [...apart, '--propagation', 'private', 'bash', script, folder], {
    // a group of its own: an interrupt at the terminal reaches it as the end of its input, which tidies up
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const { ready, order } = conversation(child, folder)
  const stop = async () => {
    child.stdin.end()
    await exited
  }
  try {
    await ready()
    await order('start')
  } catch (cause) {
    await stop()
    throw cause
  }
  return daemonOf(folder, order, stop)
}

function daemonOf(
  folder: string,
  order: (word: string) => Promise<void>,
  stop: () => Promise<void>,
): LabDaemon {
  const socket = path.join(folder, 'run/libvirt-sock')
  const uri = (hypervisor: string, name: string) => `${hypervisor}+unix://${name}?socket=${socket}`
  const virshOn = async (on: string, ...args: string[]) =>
    (await run('virsh', ['--quiet', '--connect', on, ...args])).stdout
  const virsh = (...args: string[]) => virshOn(uri('qemu', '/system'), ...args)
  const written = (name: string, text: string) => {
    const file = path.join(folder, 'lib', name)
    writeFileSync(file, text)
    return file
  }
  const definition = (name: string, options: GuestOptions = {}) =>
    written(`${name}.xml`, guestXml(name, '/var/lib/libvirt/boot.img', options))
  let alive = true
  return {
    socket,
    folder,
    uri,
    virsh,
    virshOn,
    writeWorld: (count, states = 'mixed') =>
      written(`world-${count}-${states}.xml`, worldXml(count, states)),
    defineQemu: async (name, options) => void (await virsh('define', definition(name, options))),
    createQemu: async (name, options) => void (await virsh('create', definition(name, options))),
    kill9: async () => {
      await order('kill')
      alive = false
    },
    freeze: () => order('freeze'),
    thaw: () => order('thaw'),
    restart: async () => {
      if (alive) await order('stop')
      await order('start')
      alive = true
    },
    stop,
  }
}
