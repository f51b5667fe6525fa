import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '../../lib/failure.ts'
import type { Open } from '../../lib/libvirt/plan-types.ts'
import type { Driver, OpenOptions } from '../drivers/driver.ts'

type OpenDriver = (plan: Open, options: OpenOptions) => Promise<Driver>
type Environment = Readonly<Record<string, string | undefined>>

/** Where libvirt and xend themselves put sockets; the configuration may name more folders. */
export const usualSocketFolders = (env: Environment): string[] => [
  '/run/libvirt',
  '/var/run/libvirt',
  '/run/xend',
  '/var/run/xend',
  '/var/lib/xend',
  path.join(env.XDG_RUNTIME_DIR || path.join(env.HOME || '/', '.cache'), 'libvirt'),
]

const inside = (file: string, folders: readonly string[]) =>
  folders.some((folder) => file.startsWith(folder.endsWith('/') ? folder : `${folder}/`))

/** Without symbolic links, as far as the path exists. */
const realOf = (file: string): Promise<string> => realpath(file).catch(() => path.resolve(file))

/**
 * A URI makes the server dial with the server's own rights, so a socket on its machine must lie in one of these
 * folders: both as it is spelled, before the disk is asked anything, and where links lead. Abstract sockets lie
 * in none. Throws uri.forbidden.
 */
export function fenced(openDriver: OpenDriver, folders: readonly string[]): OpenDriver {
  const spelled = folders.map((folder) => path.resolve(folder))
  return async (plan, options) => {
    if (plan.transport === 'unix' && plan.socket !== null) await check(plan.socket, spelled)
    return openDriver(plan, options)
  }
}

async function check(socket: string, folders: readonly string[]): Promise<void> {
  const allowed =
    path.isAbsolute(socket) &&
    inside(path.resolve(socket), folders) &&
    inside(await realOf(socket), await Promise.all([...folders, ...folders.map(realOf)]))
  if (!allowed) {
    throw new Failure('uri.forbidden', `'${socket}' is not in a folder that sockets may be in.`)
  }
}
