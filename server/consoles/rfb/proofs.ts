import { Failure } from '../../../lib/failure.ts'
import type { DisplayQuestion } from '../relay.ts'
import { take } from '../take.ts'
import { answerChallenge } from './challenge.ts'
import type { Known, Line, SignedIn } from './line.ts'
import { readResult } from './offer.ts'
import { agreeOnMechanism, proveBySasl } from './sasl.ts'
import type { Proof } from './security.ts'

/** How each proof goes, to the display's word about it. */
export const proofs: Record<Proof, (line: Line, known: Known) => Promise<SignedIn>> = {
  async none({ stream, minor }, { signal }) {
    const why = await readResult(stream, minor, signal)
    if (why !== null) throw new Failure('host.refused', why || null)
    return { stream }
  },

  async vnc({ stream, minor }, { given, password, signal }) {
    const secret = given?.password ?? password
    if (secret === null) return asks('password', null)
    stream.write(answerChallenge(await take(stream, 16, signal), secret))
    const why = await readResult(stream, minor, signal)
    if (why === null) return { stream }
    const whose =
      given === null
        ? 'It did not take the password of its definition'
        : 'It did not take that password'
    return asks('password', sentence(whose, why))
  },

  async plain({ stream, minor }, { given, signal }) {
    if (given === null) return asks('login', null)
    const [user, password] = [Buffer.from(given.user), Buffer.from(given.password)]
    const lengths = Buffer.alloc(8)
    lengths.writeUInt32BE(user.length)
    lengths.writeUInt32BE(password.length, 4)
    stream.write(Buffer.concat([lengths, user, password]))
    const why = await readResult(stream, minor, signal)
    return why === null ? { stream } : asks('login', sentence(notTaken, why))
  },

  async sasl(line, { given, signal }) {
    const mechanism = await agreeOnMechanism(line, signal)
    if (given === null) return asks('login', null)
    const why = await proveBySasl(line, mechanism, given, signal)
    return why === null ? { stream: line.stream } : asks('login', sentence(notTaken, why))
  },
}

const notTaken = 'It did not take that name and password'

const asks = (what: DisplayQuestion['what'], reason: string | null): SignedIn => ({
  wants: { what, reason },
})

const sentence = (ours: string, theirs: string): string =>
  theirs === '' ? `${ours}.` : `${ours}: ${theirs}`
