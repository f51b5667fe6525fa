import type { Clock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { hashToken, newToken } from '../auth/token.ts'

/** From the answer to a click until the socket that it opens. */
const lifetime: Milliseconds = 30_000
const perSession = 32
const inAll = 4_000

/** All that a ticket is bound to: whoever shows it must be the same in each. */
export interface Claim {
  console: string
  session: string
  person: string
  origin: string
}

interface Issued {
  claim: Claim
  endsAt: Milliseconds
}

/** Ways into consoles, each good once, soon, and for one who is who they were given to. Only their hashes are kept. */
export class Tickets {
  readonly #clock: Pick<Clock, 'now'>
  readonly #issued = new Map<string, Issued>()

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  /** Throws server.busy when this session, or everybody together, holds too many unused ones. */
  issue(claim: Claim): string {
    this.#sweep()
    const theirs = [...this.#issued.values()].filter((one) => one.claim.session === claim.session)
    if (theirs.length >= perSession || this.#issued.size >= inAll) throw new Failure('server.busy')
    const ticket = newToken()
    this.#issued.set(hashToken(ticket), { claim, endsAt: this.#clock.now() + lifetime })
    return ticket
  }

  /** Spends it. Throws permission.denied unless all of the claim is as it was; a wrong try spends it as well. */
  redeem(ticket: string, claim: Claim): void {
    const key = hashToken(ticket)
    const issued = this.#issued.get(key)
    this.#issued.delete(key)
    const same =
      issued !== undefined &&
      issued.endsAt > this.#clock.now() &&
      (Object.keys(claim) as (keyof Claim)[]).every((part) => issued.claim[part] === claim[part])
    if (!same) throw new Failure('permission.denied', 'This way into the console is spent.')
  }

  #sweep(): void {
    const now = this.#clock.now()
    for (const [key, { endsAt }] of this.#issued) if (endsAt <= now) this.#issued.delete(key)
  }
}
