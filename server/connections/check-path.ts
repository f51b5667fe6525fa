import { constants } from 'node:fs'
import { access, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Failure } from '../../lib/failure.ts'
import { isOwnSocket } from '../../lib/libvirt/daemon-of.ts'
import { socketTrouble } from '../../lib/libvirt/troubles/socket.ts'
import { worldTrouble } from '../../lib/libvirt/troubles/world.ts'

const { R_OK, W_OK } = constants
type Found = Awaited<ReturnType<typeof stat>>

/** What keeps the socket at a path from being dialled, as far as the path shows it; null when it looks well. */
export async function whyNotSocket(socket: string): Promise<Failure | null> {
  if (socket.startsWith('@')) return null
  const found = await look(socket)
  if (found === 'hidden') {
    return socketTrouble('socket-hidden', `${socket} cannot even be looked at.`)
  }
  if (found === 'absent') return absent(socket)
  if (!found.isSocket()) return socketTrouble('socket-no-socket', `${socket} is not a socket.`)
  const denied = await whyDenied(socket, R_OK | W_OK, found)
  return denied === null ? null : socketTrouble('socket-denied', denied)
}

/** The same of the file of a test world, which is read. */
export async function whyNotFile(file: string): Promise<Failure | null> {
  const found = await look(file)
  if (found === 'hidden') return worldTrouble('world-denied', `${file} cannot even be looked at.`)
  if (found === 'absent') return worldTrouble('world-missing', `There is no ${file}.`)
  if (!found.isFile()) return worldTrouble('world-no-file', `${file} is not a file.`)
  const denied = await whyDenied(file, R_OK, found)
  return denied === null ? null : worldTrouble('world-denied', denied)
}

async function look(file: string): Promise<Found | 'absent' | 'hidden'> {
  try {
    return await stat(file)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    return code === 'EACCES' ? 'hidden' : 'absent'
  }
}

/** One of libvirt's other daemons may be there: then it is the URI that asks for the wrong one. */
async function absent(socket: string): Promise<Failure> {
  const folder = path.dirname(socket)
  const names = await readdir(folder).catch(() => [])
  const others = isOwnSocket({ socket })
    ? names.filter((name) => /^(libvirt|virt(qemu|xen|lxc|vbox|bhyve|vz|ch)d)-sock$/.test(name))
    : []
  if (others.length === 0) return socketTrouble('socket-missing', `There is no ${socket}.`)
  const words = `There is no ${socket}, but in the same folder ${others.slice(0, 8).join(', ')}.`
  return socketTrouble('socket-other-daemon', words)
}

async function whyDenied(file: string, mode: number, found: Found): Promise<string | null> {
  try {
    await access(file, mode)
    return null
  } catch {
    const rights = (Number(found.mode) & 0o777).toString(8)
    const self = process.geteuid?.() ?? 'unknown'
    return `${file} belongs to user ${found.uid} and group ${found.gid} with mode ${rights}; this server runs as user ${self}.`
  }
}
