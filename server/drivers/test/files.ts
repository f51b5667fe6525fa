import { constants } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { Failure } from '../../../lib/failure.ts'
import type { Bytes } from '../../../lib/units.ts'
import { fault } from './refusal.ts'

export interface FileText {
  /** Without symbolic links: two paths to one file have one real path. */
  path: string
  text: string
}

/** Reads files of a few folders only. */
export class Confined {
  readonly #folders: readonly string[]

  constructor(folders: readonly string[]) {
    this.#folders = folders.map((folder) => resolve(folder))
  }

  /** The real path of a file that may be opened. Throws Failure: outside of the folders, or not there. */
  async locate(path: string): Promise<string> {
    // Before the disk is touched, or the answer would tell which files exist elsewhere.
    if (!inside(resolve(path), this.#folders)) throw forbidden(path)
    const real = await realpath(path).catch((cause: unknown) => {
      throw unreadable(path, cause)
    })
    const folders = await Promise.all(
      this.#folders.map((folder) => realpath(folder).catch(() => folder)),
    )
    if (!inside(real, folders)) throw forbidden(path)
    return real
  }

  /**
   * The whole text of a file. Throws Failure, also for what is not a plain file, not UTF-8, or longer than `most`.
   */
  async read(path: string, most: Bytes): Promise<FileText> {
    const real = await this.locate(path)
    // A link put there since is not followed, and a pipe or a device is not waited for.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
    const file = await open(real, flags).catch((cause: unknown) => {
      throw unreadable(path, cause)
    })
    try {
      // A folder on the way may have become a link between the look and the opening.
      if ((await this.locate(path)) !== real) throw forbidden(path)
      return { path: real, text: await textOf(file, path, most) }
    } finally {
      await file.close()
    }
  }
}

const inside = (path: string, folders: readonly string[]) =>
  folders.some((folder) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep))

const forbidden = (path: string) =>
  new Failure('uri.forbidden', `'${path}' is not in a folder that worlds may be opened from.`)

const unreadable = (path: string, cause: unknown) =>
  new Failure('uri.refused', `XML error: failed to parse xml document '${path}'`, { cause })

async function textOf(file: FileHandle, path: string, most: Bytes): Promise<string> {
  const found = await file.stat()
  if (!found.isFile()) throw unreadable(path, 'not a plain file')
  const tooLong = fault('XML error', `'${path}' is longer than ${most} bytes`)
  if (found.size > most) throw tooLong
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of file.createReadStream({ autoClose: false })) {
    size += piece.length
    // It may be growing.
    if (size > most) throw tooLong
    pieces.push(piece)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))
  } catch (cause) {
    throw new Failure('uri.refused', `XML error: '${path}' is not UTF-8`, { cause })
  }
}
