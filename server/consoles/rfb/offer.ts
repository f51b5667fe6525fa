import type { Duplex } from 'node:stream'
import { Failure } from '../../../lib/failure.ts'
import { take } from '../take.ts'

/** The versions of RFB that there are: 3.3, 3.7 and 3.8 (RFC 6143 §7.1.1). */
export type Minor = 3 | 7 | 8

export interface Offer {
  minor: Minor
  /** Security types; with 3.3 the one that the display has chosen. */
  types: number[]
}

/** A display says why it refuses in a line or two. */
const longestReason = 4_096
const versionLength = 12

/** How a display greets. Throws Failure: host.refused in its own words when it lets in nobody now. */
export async function readOffer(stream: Duplex, signal: AbortSignal): Promise<Offer> {
  const minor = spoken(String(await take(stream, versionLength, signal)))
  stream.write(`RFB 003.00${minor}\n`)
  if (minor === 3) {
    const type = (await take(stream, 4, signal)).readUInt32BE()
    if (type === 0) throw refused(await readReason(stream, signal))
    return { minor, types: [type] }
  }
  const [count = 0] = await take(stream, 1, signal)
  if (count === 0) throw refused(await readReason(stream, signal))
  return { minor, types: [...(await take(stream, count, signal))] }
}

/** Whatever is newer than 3.8 (Apple's 3.889, RealVNC's 4 and 5) takes 3.8; 3.4 to 3.6 were never published. */
function spoken(greeting: string): Minor {
  const [, major = '', minor = ''] = /^RFB (\d{3})\.(\d{3})\n$/.exec(greeting) ?? []
  if (major === '')
    throw new Failure('host.broke-protocol', 'What answers there is no VNC display.')
  const version = Number(major) * 1_000 + Number(minor)
  if (version < 3_003) {
    throw new Failure('host.unsupported', 'Its display speaks a VNC older than 3.3.')
  }
  if (version < 3_007) return 3
  return version < 3_008 ? 7 : 8
}

const refused = (why: string) => new Failure('host.refused', why || null)

/** The display's words, on one line; none where it hangs up instead. */
export async function readReason(stream: Duplex, signal: AbortSignal): Promise<string> {
  try {
    const length = (await take(stream, 4, signal)).readUInt32BE()
    const text = await take(stream, Math.min(length, longestReason), signal)
    return text.toString('utf8').replace(/\p{C}/gu, ' ').trim()
  } catch (cause) {
    if (cause instanceof Failure) return ''
    throw cause
  }
}

/** SecurityResult: null is well, else why not, which displays before 3.8 do not say. */
export async function readResult(
  stream: Duplex,
  minor: Minor,
  signal: AbortSignal,
): Promise<string | null> {
  const result = await take(stream, 4, signal)
  if (result.readUInt32BE() === 0) return null
  return minor === 8 ? readReason(stream, signal) : ''
}
