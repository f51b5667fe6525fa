import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Machine } from './machine.ts'
import { repositoryRoot } from './repository-root.ts'

/** Writes a file of a host, by its path there; only what lies below its own folders can be written. */
export type WriteFile = (file: string, text: string) => void

/** Folders of a host that are its own, each bound to one of its state's. */
const own = {
  '/etc': 'etc',
  '/home': 'home',
  '/root': 'root',
  '/opt': 'opt',
  '/run/libvirt': 'run',
  '/var/lib/libvirt': 'lib',
  '/var/log/libvirt': 'log',
} as const

/** Where a host finds this repository and this Node, which its own folders may hide. */
export const repositoryInside = '/run/repository'
export const nodeInside = '/run/node/node'

/** Where a host's file lies for everybody else. */
export function placeOf(folder: string, file: string): string {
  const found = Object.entries(own).find(([at]) => file.startsWith(`${at}/`))
  if (found === undefined) throw new Error(`${file} is not the host's own`)
  const [at, name] = found
  return path.join(folder, name, file.slice(at.length))
}

/**
 * Gives a machine folders of its own in place of the machine's that count for libvirt and logins: /etc begins as a
 * copy, all others empty. /run is hidden whole, so that no bus and no systemd of the machine is found through it, and
 * /sys is that of its own network.
 */
export async function prepareFolders(machine: Machine, name: string): Promise<WriteFile> {
  const { folder } = machine
  for (const part of Object.values(own)) mkdirSync(path.join(folder, part), { recursive: true })
  const etc = path.join(folder, 'etc')
  await machine.order(`cp -a /etc/. ${etc}`)
  for (const part of ['libvirt', 'pki', 'ssh']) {
    rmSync(path.join(etc, part), { recursive: true, force: true })
  }
  mkdirSync(path.join(etc, 'libvirt/qemu'), { recursive: true })
  const binds = Object.entries(own).map(([at, part]) => `mount --bind ${folder}/${part} ${at}`)
  const empty = ['/run', '/var/cache/libvirt'].map((at) => `mount -t tmpfs tmpfs ${at}`)
  empty.push('mount -t sysfs sysfs /sys')
  const folders = 'mkdir -p /run/libvirt /run/lock /run/sshd'
  await machine.order(['ip link set lo up', `hostname ${name}`, ...empty, folders].join(' && '))
  await machine.order(
    [
      `mkdir ${repositoryInside} ${path.dirname(nodeInside)}`,
      `mount --bind ${repositoryRoot()} ${repositoryInside}`,
      `mount --bind ${path.dirname(process.execPath)} ${path.dirname(nodeInside)}`,
      ...binds,
    ].join(' && '),
  )
  await machine.order('mkdir -p /var/lib/libvirt/qemu /var/lib/libvirt/images')
  return (file, text) => {
    const place = placeOf(folder, file)
    mkdirSync(path.dirname(place), { recursive: true })
    writeFileSync(place, text)
  }
}

/** Adds lines to a file of /etc that the host has a copy of. */
export const append = (machine: Machine, file: string, lines: readonly string[]): void =>
  appendFileSync(placeOf(machine.folder, file), lines.map((line) => `${line}\n`).join(''))
