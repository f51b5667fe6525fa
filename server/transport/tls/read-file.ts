import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { tlsOwnTrouble } from '../../../lib/libvirt/troubles/tls-own.ts'
import type { Bytes } from '../../../lib/units.ts'
import { errnoWords } from '../errno-words.ts'

/** More than any bundle of authorities or list of revoked certificates that is worth loading. */
const largest: Bytes = 8 * 1024 * 1024

/** A file's bytes, or null when there is none. `what` names it in libvirt's sentence. Throws tls-file-unreadable. */
export async function readOwnFile(what: string, file: string): Promise<Buffer | null> {
  // O_NONBLOCK: a pipe that nobody writes to is not waited for
  const flags = constants.O_RDONLY | constants.O_NONBLOCK
  const handle = await open(file, flags).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return null
    throw unreadable(what, file, errnoWords(cause), cause)
  })
  if (handle === null) return null
  try {
    const found = await handle.stat()
    if (!found.isFile()) throw unreadable(what, file, 'It is not a file')
    if (found.size > largest) throw unreadable(what, file, 'File too large')
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(found.size), 0, found.size, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

const unreadable = (what: string, file: string, why: string, cause?: unknown) =>
  tlsOwnTrouble('tls-file-unreadable', `Cannot read ${what} '${file}': ${why}`, { cause })
