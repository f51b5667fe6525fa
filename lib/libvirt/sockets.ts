import type { Surroundings } from './plan-types.ts'

/** Intentionally not /run: the path may be used on another machine, and every Linux has this one too. */
const systemFolder = '/var/run/libvirt'

export interface SocketWish {
  /** A user's own daemon rather than the system's. */
  session: boolean
  readOnly: boolean
}

/**
 * The path where a daemon listens (remoteGetUNIXSocketHelper, src/remote/remote_sockets.c).
 * @param daemon `libvirt` for the monolithic one and virtproxyd, or a modular daemon's name
 */
export function socketPath(daemon: string, wish: SocketWish, surroundings: Surroundings): string {
  if (!wish.session) return `${systemFolder}/${daemon}-sock${wish.readOnly ? '-ro' : ''}`
  return `${runtimeFolder(surroundings)}/libvirt/${daemon}-sock`
}

/**
 * Where a user's daemons put their sockets: XDG_RUNTIME_DIR, else as GLib has it the cache folder. When the
 * environment says nothing at all, systemd's folder for that user is meant.
 */
function runtimeFolder({ env, uid }: Surroundings): string {
  if (env.XDG_RUNTIME_DIR) return withoutSlash(env.XDG_RUNTIME_DIR)
  if (env.XDG_CACHE_HOME) return withoutSlash(env.XDG_CACHE_HOME)
  return env.HOME ? `${withoutSlash(env.HOME)}/.cache` : `/run/user/${uid}`
}

/** Whether a socket is among those taken as existing; /run and /var/run are one folder. */
export const socketExists = (path: string, sockets: readonly string[]): boolean =>
  sockets.some((socket) => sameFolder(socket) === sameFolder(path))

const sameFolder = (path: string): string => path.replace(/^\/var\/run\//, '/run/')

const withoutSlash = (folder: string): string => folder.replace(/(?<=.)\/+$/, '')

/** Bytes of a path that fit into sockaddr_un before its NUL. */
export const longestSocketPath = 107

export const fitsSocketName = (path: string): boolean =>
  new TextEncoder().encode(path).length <= longestSocketPath
