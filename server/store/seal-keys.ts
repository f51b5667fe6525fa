import { randomBytes } from 'node:crypto'
import { open, readFile, rename, stat } from 'node:fs/promises'
import path from 'node:path'
import { keySize } from './sealer.ts'

const fileName = 'secrets.key'

/** 32 bytes as base64, or null. */
function readKey(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  const isWhole = /^[A-Za-z0-9+/]+=*$/.test(text) && bytes.length === keySize
  return isWhole ? bytes : null
}

/**
 * The keys that secrets are sealed with, newest first: those given, then those of the data folder's key file, one a
 * line. Without any a key is made and the file with it. Throws when the file is not its owner's alone or not of keys.
 */
export async function sealKeys(
  folder: string,
  given: readonly Buffer[],
): Promise<[Buffer, ...Buffer[]]> {
  const file = path.join(folder, fileName)
  const [first, ...rest] = [...given, ...(await keysIn(file))]
  return first === undefined ? [await makeKey(file)] : [first, ...rest]
}

async function keysIn(file: string): Promise<Buffer[]> {
  const found = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null
    throw cause
  })
  if (found === null) return []
  if ((found.mode & 0o077) !== 0) {
    throw new Error(`${file} can be read by others than its owner: chmod 600 it`)
  }
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  return lines.map((line, at) => {
    const key = readKey(line.trim())
    if (key === null) throw new Error(`${file}: line ${at + 1} is not ${keySize} bytes in base64`)
    return key
  })
}

/** On disk, whole, before it is used: what it seals must not outlive it. */
async function makeKey(file: string): Promise<Buffer> {
  const key = randomBytes(keySize)
  const draft = `${file}.new`
  const handle = await open(draft, 'w', 0o600)
  try {
    await handle.writeFile(`${key.toString('base64')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, file)
  return key
}
