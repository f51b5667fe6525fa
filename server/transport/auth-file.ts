import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import path from 'node:path'
import { type AuthConf, readAuthConf } from '../../lib/libvirt/auth-conf.ts'
import type { Bytes } from '../../lib/units.ts'
import type { Surrounds } from './transport.ts'

const largest: Bytes = 256 * 1024
/** A pipe under the file's name must not keep us waiting for its writer. */
const forReading = constants.O_RDONLY | constants.O_NONBLOCK

/**
 * The file of credentials that libvirt's own client would take (virAuthGetConfigFilePathURI, src/util/virauth.c):
 * the first of $LIBVIRT_AUTH_FILE, the URI's authfile, the user's and the machine's. null when there is none.
 */
export async function readAuthFile(
  authfile: string | undefined,
  { env }: Pick<Surrounds, 'env'>,
): Promise<AuthConf | null> {
  const named = env.LIBVIRT_AUTH_FILE ?? authfile
  if (named !== undefined) return (await readOne(named)) ?? faulty(named, 'it is not there')
  const home = env.XDG_CONFIG_HOME || path.join(env.HOME || '/', '.config')
  for (const file of [path.join(home, 'libvirt/auth.conf'), '/etc/libvirt/auth.conf']) {
    const conf = await readOne(file)
    if (conf !== null) return conf
  }
  return null
}

/** null when it is not there or not ours to read. */
async function readOne(file: string): Promise<AuthConf | null> {
  let handle: FileHandle
  try {
    handle = await open(file, forReading)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return null
    return faulty(file, `it cannot be opened (${code})`)
  }
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) return faulty(file, 'it is not a regular file')
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(largest + 1), 0, largest + 1, 0)
    if (bytesRead > largest) return faulty(file, `it is larger than ${largest} bytes`)
    return readAuthConf(buffer.toString('utf8', 0, bytesRead), file)
  } finally {
    await handle.close()
  }
}

const faulty = (file: string, fault: string): AuthConf => ({
  path: file,
  groups: new Map(),
  fault,
})
