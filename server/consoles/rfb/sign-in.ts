import { Failure } from '../../../lib/failure.ts'
import type { DisplayWire } from '../../drivers/driver.ts'
import type { Login } from '../relay.ts'
import type { Line, SignedIn } from './line.ts'
import { readOffer } from './offer.ts'
import { proofs } from './proofs.ts'
import { type Proof, securityTypes, wanted } from './security.ts'
import { enterVeNCrypt } from './vencrypt.ts'

/**
 * Greets a display up to its word that we are in. `given` is what a person has answered; the password of the
 * definition is tried before anybody is asked. Throws Failure when there is nothing that anybody could answer.
 */
export async function signIn(
  display: DisplayWire,
  given: Login | null,
  signal: AbortSignal,
): Promise<SignedIn> {
  const { wire, isPrivate, password } = display
  const { stream } = wire
  const { minor, types } = await readOffer(stream, signal)
  const bare: Line = { stream, minor, isSealed: isPrivate, isCertain: isPrivate }
  const prove = (line: Line, proof: Proof) => proofs[proof](line, { given, password, signal })
  const choose = (type: number) => minor !== 3 && stream.write(Buffer.of(type))

  if (types.includes(securityTypes.veNCrypt)) {
    choose(securityTypes.veNCrypt)
    const { line, proof } = await enterVeNCrypt(bare, display, signal)
    return prove(line, proof).catch((cause: unknown) => {
      throw isLost(cause) ? new Failure('host.refused', afterTls, { cause }) : cause
    })
  }
  if (types.includes(securityTypes.none)) {
    choose(securityTypes.none)
    // before 3.8 the display says no more about it
    return minor === 8 ? prove(bare, 'none') : { stream }
  }
  const proof = (['vnc', 'sasl'] as const).find((one) => types.includes(securityTypes[one]))
  if (proof === undefined) {
    throw new Failure(
      'host.nothing-in-common',
      `Its display wants ${wanted(types)}, which Oirase does not speak.`,
    )
  }
  choose(securityTypes[proof])
  return prove(bare, proof)
}

const isLost = (cause: unknown): boolean => cause instanceof Failure && cause.code === 'host.lost'

/** Since TLS 1.3 our certificate is judged after the handshake. */
const afterTls =
  'Its display hung up once TLS had begun: it may want a certificate of this server that its authority signed.'
