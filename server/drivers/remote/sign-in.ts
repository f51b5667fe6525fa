import type { AuthConf } from '../../../lib/libvirt/auth-conf.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import type { DialOptions, DialPlan } from '../../transport/transport.ts'
import { failedWith } from './failures.ts'
import { HeldCredentials } from './sasl/held-credentials.ts'
import { Offers } from './sasl/offers.ts'
import { signInByPolkit } from './sign-in-polkit.ts'
import { signInBySasl } from './sign-in-sasl.ts'
import { type AuthKind, kindOf, readAuthWish } from './sign-in-wish.ts'

/** Where the daemon is and what the URI says of signing in there. */
export type SignInPlan = Pick<
  DialPlan,
  'transport' | 'host' | 'port' | 'socket' | 'user' | 'options'
>

export interface SignInDeps {
  /** libvirt's file of credentials; read when it is needed. */
  authConf(): Promise<AuthConf | null>
  /** Outlives the connection. */
  offers: Offers
}

/** A socket of this machine of which nothing else is known. */
const anySocket: SignInPlan = {
  transport: 'unix',
  host: null,
  port: 0,
  socket: null,
  user: null,
  options: {},
}

const nothingKept = (): SignInDeps => ({ authConf: async () => null, offers: new Offers() })

const asks: Record<AuthKind, string> = {
  none: 'asks for nothing',
  sasl: 'asks for SASL',
  polkit: 'asks polkit',
}

/** Getting in at one daemon, for the first line and for those after it: what a person gave is asked for once. */
export class SignIn {
  readonly #plan: SignInPlan
  readonly #offers: Offers
  readonly #held: HeldCredentials
  #delays = 0

  constructor(plan: SignInPlan = anySocket, deps: SignInDeps = nothingKept()) {
    const { host, user } = plan
    this.#plan = plan
    this.#offers = deps.offers
    this.#held = new HeldCredentials({ host, user, authConf: deps.authConf })
  }

  /** Does what the daemon asks for before it lets anybody in; returns how that went. Throws Failure with its trouble. */
  async through(calls: RemoteClient, options: DialOptions): Promise<string> {
    const { progress, signal } = options
    this.#delays = this.#held.delays
    const wish = readAuthWish(this.#plan.options.auth)
    const { types } = await calls.authList({}, { signal })
    const kind = kindOf(types, wish)
    const fault = kind === 'sasl' ? await this.#held.fileFault() : null
    const found = ['libvirt’s protocol', `it ${asks[kind]}`, ...(fault === null ? [] : [fault])]
    progress('authenticating', found.join('; '))
    if (kind === 'none') return 'nobody asks who comes'
    if (kind === 'polkit') {
      await signInByPolkit(calls, signal)
      return 'polkit lets this account in'
    }
    const { transport, ...place } = this.#plan
    return signInBySasl(calls, {
      ...options,
      wish: { transport, mechanism: wish.mechanism },
      held: this.#held,
      offers: this.#offers,
      place: JSON.stringify([transport, place.user, place.host, place.port, place.socket]),
    })
  }

  /** A daemon may hang up over wrong credentials, or tire of waiting for a person: a new line is worth a try then. */
  mayRedial(cause: unknown): boolean {
    return failedWith(cause, 'host.lost') && this.#held.delays > this.#delays
  }
}
