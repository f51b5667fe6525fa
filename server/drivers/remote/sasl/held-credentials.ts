import { Failure } from '../../../../lib/failure.ts'
import { type AuthConf, credentialsFor } from '../../../../lib/libvirt/auth-conf.ts'
import type { Asker } from '../../../../lib/libvirt/question.ts'
import { loginTrouble } from '../../../../lib/libvirt/troubles/login.ts'
import type { Credentials } from './mechanism.ts'

/** Wrong ones per opening. */
const mostRefused = 3

export interface HeldCredentialsOptions {
  host: string | null
  /** The URI's. */
  user: string | null
  authConf(): Promise<AuthConf | null>
}

export interface Asking {
  asker: Asker
  signal: AbortSignal
}

/** The credentials for one daemon: from libvirt's file of them, else from a person; held for all lines to that daemon. */
export class HeldCredentials {
  readonly #options: HeldCredentialsOptions
  #held: Credentials | null = null
  /** Why what was held last will not do. */
  #reason: string | null = null
  /** Somebody gave them in spite of a reason to be wary. */
  #warned = false
  #refused = 0
  #delays = 0

  constructor(options: HeldCredentialsOptions) {
    this.#options = options
  }

  /** How often a person was asked or a daemon said no so far: either can cost the line. */
  get delays(): number {
    return this.#delays
  }

  /** What to try next. `wary` is a reason to have a person give them even though they are known. */
  async take({ asker, signal }: Asking, wary: string | null = null): Promise<Credentials> {
    if (this.#held !== null && (wary === null || this.#warned)) return this.#held
    const filed = await this.#filed()
    const reason = this.#reason ?? wary
    const { user, password } = filed
    if (reason === null && user !== null && password !== null) {
      this.#held = { user, password }
    } else {
      this.#held = await this.#ask(user, reason, { asker, signal })
      this.#warned ||= wary !== null
    }
    return this.#held
  }

  /** Why libvirt's file of credentials does not count, should there be one that is wrong; else null. */
  async fileFault(): Promise<string | null> {
    const conf = await this.#options.authConf()
    return conf === null || conf.fault === null
      ? null
      : `${conf.path} does not count: ${conf.fault}`
  }

  /** They worked. */
  accept(): void {
    this.#refused = 0
    this.#reason = null
  }

  /** They did not: others are to be asked for. Throws the trouble `login-wrong` when that was the last try. */
  refuse(words: string): void {
    this.#held = null
    this.#reason = words
    this.#refused += 1
    this.#delays += 1
    if (this.#refused >= mostRefused) throw loginTrouble('login-wrong', words)
  }

  /** libvirt's clients sign in by the “authname”; who wrote only a “username” means that. */
  async #filed(): Promise<{ user: string | null; password: string | null }> {
    const filed = credentialsFor(await this.#options.authConf(), 'libvirt', this.#options.host)
    return { user: filed?.authname ?? filed?.username ?? null, password: filed?.password ?? null }
  }

  async #ask(filed: string | null, reason: string | null, asking: Asking): Promise<Credentials> {
    this.#delays += 1
    const { host, user } = this.#options
    const subject = [user, host ?? 'localhost'].filter((part) => part !== null).join('@')
    const fields = [
      { label: 'User name', secret: false, value: filed ?? user ?? '' },
      { label: 'Password', secret: true, value: '' },
    ]
    const question = { kind: 'credentials', what: 'sasl', subject, reason, fields } as const
    const answer = await asking.asker
      .credentials({ ...question, instruction: null }, asking.signal)
      .catch((cause: unknown) => {
        throw this.#refused > 0 ? withTrouble(cause) : cause
      })
    const [name = '', password = ''] = answer
    return { user: name, password }
  }
}

/** Nobody was there to give others: what is to be done is still about those that were refused. */
function withTrouble(cause: unknown): unknown {
  if (!(cause instanceof Failure) || cause.code !== 'host.needs-you') return cause
  return new Failure(cause.code, cause.detail, { trouble: 'login-wrong' })
}
