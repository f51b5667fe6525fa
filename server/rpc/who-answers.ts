import type { daemonTroubles } from '../../lib/libvirt/troubles/daemon.ts'

type Trouble = keyof typeof daemonTroubles

/** What others say first, or answer to a caller they do not understand. */
const greetings: readonly { begins: RegExp; trouble: Trouble }[] = [
  { begins: /^HTTP\/\d/, trouble: 'answers-http' },
  { begins: /^SSH-\d/, trouble: 'answers-ssh' },
  { begins: /^RFB \d{3}\./, trouble: 'answers-vnc' },
  { begins: /^[\t\r\n\x20-\x7e]{4}/, trouble: 'answers-text' },
]

/** Where a frame says which program it is of, and of which version (virnetprotocol.x). */
const programAt = 4
const versionAt = 8
const remoteProgram = 0x20008086

/** Who it is that sent what cannot be a frame, by its first bytes; `words`: what they say, when they are text. */
export function whoAnswers(first: Buffer): { trouble: Trouble; words: string | null } {
  const text = first.toString('latin1')
  if (isTlsAlert(first)) return { trouble: 'answers-tls', words: null }
  const trouble = greetings.find(({ begins }) => begins.test(text))?.trouble
  if (trouble !== undefined) return { trouble, words: firstLine(text) }
  return { trouble: isOtherVersion(first) ? 'rpc-version' : 'not-libvirt', words: null }
}

/** A record of type alert (21), of version 3.x, two bytes long: what TLS says to a caller that speaks none. */
const isTlsAlert = (first: Buffer): boolean =>
  first[0] === 21 && first[1] === 3 && first[3] === 0 && first[4] === 2

const isOtherVersion = (first: Buffer): boolean =>
  first.length >= versionAt + 4 &&
  first.readUInt32BE(programAt) === remoteProgram &&
  first.readUInt32BE(versionAt) !== 1

/** Only what is plain to read: a peer's text may be anything. */
function firstLine(text: string): string | null {
  const [line = ''] = /^[\x20-\x7e]*/.exec(text.trimStart()) ?? []
  return line === '' ? null : line.trimEnd()
}
