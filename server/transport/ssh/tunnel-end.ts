import type { Failure } from '../../../lib/failure.ts'
import type { FarWay } from '../../../lib/libvirt/plan-types.ts'
import { type TunnelTrouble, tunnelTrouble } from '../../../lib/libvirt/troubles/tunnel.ts'
import type { FarEnd } from './ssh-connection.ts'

type FarProgramWay = Extract<FarWay, { by: 'program' }>

const mostShown = 400

/** Text of the far side, as much as a sentence can bear. */
const shown = (text: string): string => {
  const plain = text.replaceAll(/[^\P{Cc}\n\t]/gu, '�').trim()
  return plain.length > mostShown ? `${plain.slice(0, mostShown)}…` : plain
}

/** What a program says, and what that means; the first that fits. The words are theirs in LC_ALL=C and in no other. */
const meanings: readonly (readonly [RegExp, TunnelTrouble])[] = [
  [/currently not available|nologin/i, 'tunnel-no-shell'],
  [/permission denied/i, 'tunnel-socket-denied'],
  [/no such file or directory/i, 'tunnel-socket-missing'],
  [/connection refused/i, 'tunnel-socket-stale'],
  [/(invalid|illegal|unknown|unrecognized) option.*\bU\b/i, 'tunnel-netcat-plain'],
  [/^virt-ssh-helper: /m, 'tunnel-helper-refuses'],
  [/^usage:/im, 'tunnel-netcat-plain'],
]

/** What sh answers when there is no such program (POSIX 2.8.2). */
const notFound = 127

/** Why a command that was to lead to the daemon ended before the daemon's first word. */
export function whyEnded({ code, signal, stderr }: FarEnd, way: FarProgramWay): Failure {
  const words = shown(stderr)
  if (code === notFound) {
    const trouble = way.netcat === null ? 'tunnel-helper-missing' : 'tunnel-netcat-missing'
    return tunnelTrouble(trouble, words === '' ? 'The host does not find the program.' : words)
  }
  const meant = meanings.find(([pattern]) => pattern.test(stderr))?.[1]
  if (meant !== undefined) return tunnelTrouble(meant, words)
  // false, as a login shell, is all there is that says so little
  if (code === 1 && words === '') {
    const said = 'The login shell ended at once with code 1 and said nothing.'
    return tunnelTrouble('tunnel-no-shell', said)
  }
  const how = signal === null ? `with code ${code ?? 'unknown'}` : `by signal ${signal}`
  const said = words === '' ? 'and said nothing.' : `and said: ${words}`
  return tunnelTrouble('tunnel-command-ended', `The command on the host ended ${how} ${said}`)
}

/** The program had led to the daemon, and ended. */
export const whyLost = ({ stderr }: FarEnd): Failure | null => {
  const words = shown(stderr)
  return words === '' ? null : tunnelTrouble('tunnel-lost', words)
}

/** Something else than the daemon spoke first. */
export function whyStrange(bytes: Buffer): Failure {
  const text = shown(bytes.toString('utf8', 0, mostShown))
  if (/currently not available/i.test(text)) return tunnelTrouble('tunnel-no-shell', text)
  const hex = bytes
    .subarray(0, 8)
    .toString('hex')
    .replaceAll(/..(?=.)/g, '$& ')
  return tunnelTrouble(
    'tunnel-banner',
    `Instead of the daemon’s first word came “${text}” (${hex}).`,
  )
}
