import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Surroundings } from '../../lib/contract/http.ts'
import { Failure } from '../../lib/failure.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The variables that decide what a URI means; no other leaves this process. */
const variables = [
  'HOME',
  'LIBVIRT_AUTOSTART',
  'LIBVIRT_DEFAULT_URI',
  'LIBVIRTD_PATH',
  'VIRSH_DEFAULT_CONNECT_URI',
  'VIRTD_PATH',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_RUNTIME_DIR',
] as const

const mostSockets = 200

/** What the meaning of a URI depends on, as this process sees it now. Throws uri.refused when libvirt.conf is there but cannot be read. */
export async function readSurroundings(env: Environment, showcase: string): Promise<Surroundings> {
  const uid = process.geteuid?.() ?? 0
  const given = variables.flatMap((name) => (env[name] ? [[name, env[name]] as const] : []))
  const folders = ['/var/run/libvirt', ...userFolders(env), '/var/run/xend', '/var/lib/xend']
  const [libvirtConf, ...sockets] = await Promise.all([
    readConf(confPath(uid, env)),
    ...folders.map(socketsIn),
  ])
  return {
    uid,
    env: Object.fromEntries(given),
    libvirtConf,
    sockets: sockets.flat().slice(0, mostSockets),
    showcase,
  }
}

/** virConfLoadConfigPath (src/util/virconf.c): the machine's for root, one's own for everybody else. */
function confPath(uid: number, env: Environment): string {
  const home = env.XDG_CONFIG_HOME || path.join(env.HOME || '/', '.config')
  return uid === 0 ? '/etc/libvirt/libvirt.conf' : path.join(home, 'libvirt/libvirt.conf')
}

/** Where a user's own daemons listen: glib falls back to the cache folder when there is no runtime one. */
const userFolders = (env: Environment): string[] =>
  [env.XDG_RUNTIME_DIR || (env.HOME && path.join(env.HOME, '.cache'))].flatMap((folder) =>
    folder ? path.join(folder, 'libvirt') : [],
  )

async function readConf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if (isAbsent(cause)) return null
    throw new Failure('uri.refused', `${file} cannot be read: ${(cause as Error).message}`)
  }
}

/** A folder that is not there or not ours to look into has no sockets we could use. */
async function socketsIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.flatMap((entry) => (entry.isSocket() ? path.join(folder, entry.name) : []))
  } catch {
    return []
  }
}

const isAbsent = (cause: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')
