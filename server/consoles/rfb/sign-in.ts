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
    return prove(line, proof)
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
