import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { Failure } from '../../lib/failure.ts'

const { R_OK, W_OK } = constants

/** What is at a socket's path, as a sentence. Throws host.unreachable, host.denied or host.not-libvirt when it cannot be dialled. */
export async function checkSocket(path: string): Promise<string> {
  if (path.startsWith('@')) return `The abstract socket ${path} has no file to look at.`
  const found = await look(path, 'host.unreachable')
  if (!found.isSocket()) throw new Failure('host.not-libvirt', `${path} is not a socket.`)
  await permit(path, R_OK | W_OK, found)
  return `${path} is there and may be used.`
}

/** The same of a file to be read. */
export async function checkFile(path: string): Promise<string> {
  const found = await look(path, 'uri.refused')
  if (!found.isFile()) throw new Failure('uri.refused', `${path} is not a file.`)
  await permit(path, R_OK, found)
  return `${path} is there and may be read.`
}

type Found = Awaited<ReturnType<typeof stat>>

async function look(path: string, absent: 'host.unreachable' | 'uri.refused'): Promise<Found> {
  try {
    return await stat(path)
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code === 'EACCES') throw new Failure('host.denied', `${path} cannot even be looked at.`)
    const gone = code === 'ENOENT' || code === 'ENOTDIR'
    throw new Failure(absent, gone ? `There is no ${path}.` : message)
  }
}

async function permit(path: string, mode: number, { uid, gid, mode: bits }: Found): Promise<void> {
  try {
    await access(path, mode)
  } catch (cause) {
    const rights = (Number(bits) & 0o777).toString(8)
    const self = process.geteuid?.() ?? 'unknown'
    throw new Failure(
      'host.denied',
      `${path} belongs to user ${uid} and group ${gid} with mode ${rights}; this server runs as user ${self}.`,
      { cause },
    )
  }
}
