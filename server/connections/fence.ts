import { realpath } from 'node:fs/promises'
import path from 'node:path'
import type { Failure } from '../../lib/failure.ts'
import type { Open } from '../../lib/libvirt/plan-types.ts'
import { sshTransports } from '../../lib/libvirt/transports.ts'
import { fenceTrouble } from '../../lib/libvirt/troubles/fence.ts'
import { programTrouble } from '../../lib/libvirt/troubles/program.ts'
import { codeInDial, type UriCode } from '../../lib/libvirt/uri-code.ts'
import type { Driver, OpenOptions } from '../drivers/driver.ts'

type OpenDriver = (plan: Open, options: OpenOptions) => Promise<Driver>
type Environment = Readonly<Record<string, string | undefined>>

/** What a URI may make this server touch; all are absolute paths. */
export interface Bounds {
  /** Folders. */
  sockets: readonly string[]
  /** Folders of keys, certificates, credentials and known hosts. Sockets may lie there, too. */
  files: readonly string[]
  programs: readonly string[]
}

/** Where libvirt and xend themselves put sockets; the configuration may name more folders. */
export const usualSocketFolders = (env: Environment): string[] => [
  '/run/libvirt',
  '/var/run/libvirt',
  '/run/xend',
  '/var/run/xend',
  '/var/lib/xend',
  path.join(env.XDG_RUNTIME_DIR || path.join(env.HOME || '/', '.cache'), 'libvirt'),
]

/**
 * A URI makes the server dial, read and run with the server's own rights. So what it names on this machine must lie in
 * the folders of `bounds`, both as it is spelled, before the disk is asked anything, and where links lead; a program
 * must be listed. What is for the far side, or in the name for its daemon, is held to the same. Throws uri.forbidden.
 */
export function fenced(openDriver: OpenDriver, bounds: Bounds): OpenDriver {
  return async (plan, options) => {
    for (const code of codeInDial(plan)) {
      const why = await whyForbidden(code, plan, bounds)
      if (why !== null) throw why
    }
    return openDriver(plan, options)
  }
}

async function whyForbidden(code: UriCode, plan: Open, bounds: Bounds): Promise<Failure | null> {
  const { name, kind, value } = code
  if (kind === 'program' ? mayRun(code, bounds) : await mayTouch(code, plan, bounds)) return null
  const said = `“${name}” may not be '${value}' here.`
  if (name.startsWith('name')) return fenceTrouble('name-forbidden', said)
  if (name === 'socket') return fenceTrouble('socket-forbidden', said)
  if (name === 'netcat') return fenceTrouble('netcat-forbidden', said)
  if (kind === 'file') return fenceTrouble('file-forbidden', said)
  const trouble = plan.transport === 'ext' ? 'program-forbidden' : 'program-for-ssh'
  return programTrouble(trouble, said)
}

/** Names that lead to the same program wherever libvirt is, and to nothing worse. */
const netcats = ['nc', 'ncat', 'netcat', 'nc.openbsd', 'nc.traditional']

/** The transport ext is no program itself: the command that it cannot do without is. */
function mayRun({ name, value }: UriCode, { programs }: Bounds): boolean {
  if (name.endsWith('transport') && value === 'ext') return true
  if (name.endsWith('netcat') && netcats.includes(value)) return true
  return path.isAbsolute(value) && programs.includes(value)
}

/** Where a user's own daemons listen, on whichever host. */
const userSockets = /^\/run\/user\/\d+\/libvirt\/[\w-]+$/

async function mayTouch({ name, value }: UriCode, plan: Open, bounds: Bounds): Promise<boolean> {
  const isSocket = name.endsWith('socket')
  const folders = isSocket ? [...bounds.sockets, ...bounds.files] : bounds.files
  const { transport, options } = plan
  const isBySsh = options.via !== undefined || sshTransports.some((one) => one === transport)
  const isFar = isSocket && isBySsh
  if (isFar && userSockets.test(value)) return true
  if (!path.isAbsolute(value) || !inside(path.resolve(value), folders.map(resolved))) return false
  // links of this machine say nothing of the far one
  if (isFar) return true
  return inside(
    await realOf(value),
    await Promise.all([...folders.map(resolved), ...folders.map(realOf)]),
  )
}

const resolved = (folder: string): string => path.resolve(folder)

/** A folder is inside itself: pkipath names one. */
const inside = (file: string, folders: readonly string[]): boolean =>
  folders.some((folder) => file === folder || file.startsWith(folder === '/' ? '/' : `${folder}/`))

/** Without symbolic links, as far as the path exists. */
async function realOf(file: string): Promise<string> {
  try {
    return await realpath(file)
  } catch {
    const parent = path.dirname(file)
    return parent === file ? file : path.join(await realOf(parent), path.basename(file))
  }
}
