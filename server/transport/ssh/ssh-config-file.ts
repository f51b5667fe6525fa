import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { Bytes } from '../../../lib/units.ts'

export interface FileText {
  text: string
  /** Of its owner and mode, whoever cares. */
  uid: number
  mode: number
}

/**
 * What a file says, up to `largest` bytes of it. null when it is not there, not ours to read, or no regular file:
 * OpenSSH goes on without it, too. A pipe under its name keeps nobody waiting.
 */
export async function readBounded(file: string, largest: Bytes): Promise<FileText | null> {
  let handle: FileHandle
  try {
    handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch {
    return null
  }
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) return null
    const room = Buffer.alloc(Math.min(largest, stat.size))
    const { bytesRead } = await handle.read(room, 0, room.length, 0)
    return { text: room.toString('utf8', 0, bytesRead), uid: stat.uid, mode: stat.mode }
  } finally {
    await handle.close()
  }
}
