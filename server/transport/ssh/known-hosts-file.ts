import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import type { Bytes } from '../../../lib/units.ts'
import { hashedName, type KnownLine, readKnownHosts } from './known-hosts.ts'
import { readBounded } from './ssh-config-file.ts'

const largest: Bytes = 4 * 1024 * 1024

/** The lines of several files, in order; those that are not there have none. */
export async function readKnownHostsFiles(files: readonly string[]): Promise<KnownLine[]> {
  const lines: KnownLine[] = []
  for (const file of files) {
    const read = await readBounded(file, largest)
    if (read !== null) lines.push(...readKnownHosts(read.text, file))
  }
  return lines
}

export interface NewHost {
  /** As knownName spells it. */
  name: string
  keyType: string
  /** base64 */
  key: string
  /** Write the name so that the file does not tell it (HashKnownHosts). */
  hash: boolean
}

/** Adds a host to a file, which is made when it is not there: only its owner may read it, or the folder made for it. */
export async function addKnownHost(file: string, host: NewHost): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, 0o600)
  try {
    const { size } = await handle.stat()
    const last = Buffer.alloc(1)
    if (size > 0) await handle.read(last, 0, 1, size - 1)
    const gap = size > 0 && last[0] !== 0x0a ? '\n' : ''
    await handle.write(`${gap}${written(host)} ${host.keyType} ${host.key}\n`)
  } finally {
    await handle.close()
  }
}

/** A name that would mean more than itself there (patterns, lists, markers) is written hashed, too. */
function written({ name, hash }: NewHost): string {
  const plain = /^[\w.%-][\w.:%-]*$/.test(name) || /^\[[\w.:%-]+\]:\d+$/.test(name)
  return hash || !plain ? hashedName(name, randomBytes(20)) : name
}
