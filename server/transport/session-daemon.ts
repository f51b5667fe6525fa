import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Clock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import { socketTrouble } from '../../lib/libvirt/troubles/socket.ts'
import type { Milliseconds } from '../../lib/units.ts'

/** As libvirt's own client waits for a daemon it has started (virNetSocketNewConnectUNIX). */
const between: Milliseconds = 10
const tries = 500
/** Seconds without a client after which a started daemon ends. */
const idle = 120

/** Where distributions put daemons; it is seldom on an ordinary user's path. */
const folders = ['/usr/sbin', '/usr/local/sbin', '/usr/bin']

/** Starts a daemon by its program's path. Throws Failure when there is no such program. */
export type StartDaemon = (program: string) => Promise<void>

/**
 * Starts libvirt's daemon for this process's user, to outlive us if somebody else comes to use it. Two that start
 * at once are no harm: the second finds the first's lock and ends.
 */
export const startDaemon: StartDaemon = async (program) => {
  const name = path.basename(program)
  const found = [program, ...folders.map((folder) => path.join(folder, name))].find(existsSync)
  if (found === undefined) {
    throw socketTrouble('session-daemon-missing', `There is no ${name} here that could be started.`)
  }
  const child = spawn(found, [`--timeout=${idle}`], { detached: true, stdio: 'ignore' })
  child.once('error', () => {}) // that nobody listens then says so, to who is waiting for it
  child.unref()
}

/**
 * Dials a user's own daemon and starts it when nobody listens (URIs that end in /session, as an ordinary user).
 * Throws `session-daemon-late` with the words of the last try of `dial` when it does not come up within 5 s.
 */
export async function dialStarting<T>(
  program: string,
  dial: () => Promise<T>,
  { clock, start, signal }: { clock: Clock; start: StartDaemon; signal: AbortSignal },
): Promise<T> {
  const first = await attempt(dial)
  if ('made' in first) return first.made
  await start(program)
  for (let left = tries; ; left--) {
    const again = await attempt(dial)
    if ('made' in again) return again.made
    if (left === 0) throw late(program, again.cause)
    await clock.sleep(between, signal)
    signal.throwIfAborted()
  }
}

const late = (program: string, cause: Failure): Failure =>
  socketTrouble('session-daemon-late', `${program} was started. ${cause.detail ?? ''}`.trimEnd(), {
    cause,
  })

/** Only "nobody listens there" is worth a start; everything else is thrown. */
async function attempt<T>(dial: () => Promise<T>): Promise<{ made: T } | { cause: Failure }> {
  try {
    return { made: await dial() }
  } catch (cause) {
    if (cause instanceof Failure && cause.code === 'host.unreachable') return { cause }
    throw cause
  }
}
