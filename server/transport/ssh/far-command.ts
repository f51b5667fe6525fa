import { Failure } from '../../../lib/failure.ts'
import type { FarWay } from '../../../lib/libvirt/plan-types.ts'

type FarProgramWay = Extract<FarWay, { by: 'program' }>

/** Longer words than any path or name; some shells have a bound not far above. */
const longest = 1_000

/**
 * A word as every login shell takes it for itself: sh and its kin, csh, tcsh, fish. In single quotes csh still reads
 * `!`, and fish a backslash, so both stand outside of them. Throws uri.refused for what no such quoting exists for.
 */
export function farWord(word: string): string {
  if (/\p{Cc}/u.test(word)) {
    throw new Failure('uri.refused', 'A control character cannot be part of a remote command.')
  }
  if (Buffer.byteLength(word) > longest) {
    throw new Failure('uri.refused', 'A word of the remote command would be too long.')
  }
  return `'${word.replaceAll(/['!\\]/g, String.raw`'\$&'`)}'`
}

/** With `-q0` netcat ends when the daemon has hung up; the ones that end anyway do not know that option. */
const netcatScript = [
  'ARG=;',
  'if "$1" -q 2>&1 | grep "requires an argument" >/dev/null 2>&1; then ARG=-q0; fi;',
  'exec "$1" $ARG -U "$2"',
].join(' ')

/**
 * The command to run in the login's shell. As libvirt does it everything is left to a plain sh, since that shell may be
 * a csh; unlike it, what comes from a URI is never part of the script but an argument of it.
 */
export function farCommand({ helper, netcat }: FarProgramWay, readOnly: boolean): string {
  const nc = netcat === null ? [] : [netcat.program, asPath(netcat.socket)]
  if (helper === null) return script(netcatScript, nc)
  const virtSshHelper = `exec virt-ssh-helper ${readOnly ? '-r ' : ''}"$1"`
  if (netcat === null) return script(virtSshHelper, [helper])
  const either = `if command -v virt-ssh-helper >/dev/null 2>&1; then ${virtSshHelper}; fi; shift; ${netcatScript}`
  return script(either, [helper, ...nc])
}

/**
 * The command that tells of each of these sockets on a line of its own how it stands: `none`, `denied` (for who logged
 * in), or `there`.
 */
export const lookCommand = (sockets: readonly string[]): string =>
  script(
    'for s do if test -w "$s"; then echo there; elif test -e "$s"; then echo denied; else echo none; fi; done',
    sockets.map(asPath),
  )

/** A path, whatever it begins with, where a program might take it for an option. */
const asPath = (socket: string): string => (socket.startsWith('-') ? `./${socket}` : socket)

/** In the C locale, so that what goes wrong is told in words that tunnel-end.ts knows. */
const script = (text: string, words: readonly string[]): string =>
  ['sh -c', farWord(`LC_ALL=C; export LC_ALL; ${text}`), 'sh', ...words.map(farWord)].join(' ')
