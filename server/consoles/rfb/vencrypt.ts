import { Failure } from '../../../lib/failure.ts'
import type { DisplayWire } from '../../drivers/driver.ts'
import { take } from '../take.ts'
import type { Line } from './line.ts'
import { type Proof, type SubType, subTypes } from './security.ts'

const version = Buffer.of(0, 2)

/**
 * VeNCrypt (type 19, described in the rfbproto registry): agrees on a version and a kind, then speaks TLS. Returns the
 * line as it is then and how to prove oneself on it. Throws Failure: host.untrusted for a wrong certificate.
 */
export async function enterVeNCrypt(
  bare: Line,
  { wire, isPrivate }: Pick<DisplayWire, 'wire' | 'isPrivate'>,
  signal: AbortSignal,
): Promise<{ line: Line; proof: Proof }> {
  const { stream } = bare
  const theirs = await take(stream, version.length, signal)
  if (theirs.readUInt16BE() < version.readUInt16BE()) {
    throw new Failure('host.unsupported', `Its display speaks VeNCrypt ${theirs.join('.')}.`)
  }
  stream.write(version)
  const [refused, count = 0] = await take(stream, 2, signal)
  if (refused !== 0) throw new Failure('host.refused', 'Its display refuses VeNCrypt 0.2.')
  const offered = await take(stream, count * 4, signal)
  const kinds = Array.from({ length: count }, (_, at) => offered.readUInt32BE(at * 4))
  const [number, { seal, proof }] = choose(kinds, isPrivate)
  const chosen = Buffer.alloc(4)
  chosen.writeUInt32BE(number)
  stream.write(chosen)
  if (seal === null) return { line: bare, proof }
  // 1 is yes here, and 0 everywhere else
  if ((await take(stream, 1, signal))[0] !== 1) {
    throw new Failure('host.refused', 'Its display could not begin TLS.')
  }
  const isCertain = isPrivate || seal === 'certified'
  const sealed = await wire.secure(seal, signal)
  return { line: { ...bare, stream: sealed, isSealed: true, isCertain }, proof }
}

/** A password in plain text is shown only to whom it is meant for. */
function choose(kinds: readonly number[], isPrivate: boolean): [number, SubType] {
  const found = [...subTypes].find(
    ([number, { seal, proof }]) =>
      kinds.includes(number) && (proof !== 'plain' || seal === 'certified' || isPrivate),
  )
  if (found !== undefined) return found
  const offered = [...new Set(kinds)].slice(0, 8).join(', ') || 'nothing'
  const words = kinds.some((kind) => subTypes.has(kind))
    ? 'Its display wants a password in plain text on a line that others may read.'
    : `Its display offers VeNCrypt by ${offered}, none of which Oirase speaks.`
  throw new Failure('host.nothing-in-common', words)
}
