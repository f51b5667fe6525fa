import { Failure } from '../../../../lib/failure.ts'
import { readAuthConf } from '../../../../lib/libvirt/auth-conf.ts'
import type { Asker, CredentialsQuestion } from '../../../../lib/libvirt/question.ts'
import type { Delivery } from '../../../rpc/fake-daemon.ts'
import type { Driver } from '../../driver.ts'
import { FakeHost } from '../fake-host.ts'
import { SignIn, type SignInPlan } from '../sign-in.ts'
import { type FakeSaslOptions, fakeSasl } from './fake-sasl.ts'
import { Offers } from './offers.ts'

const passwords = { fred: 'pencil', 'a=b,c': 'påsswørd' }
const unix: SignInPlan = {
  transport: 'unix',
  host: null,
  port: 0,
  socket: '/run/sock',
  user: null,
  options: {},
}

interface Case extends Partial<FakeSaslOptions> {
  plan?: Partial<SignInPlan>
  /** The text of auth.conf. */
  conf?: string
  offers?: Offers
  asker?: Asker
  deliver?: Delivery
}

/** A fake daemon that asks for SASL, and whoever is asked for credentials there. */
export class SignInStage {
  /** Every question so far. */
  readonly asked: CredentialsQuestion[] = []
  #host: FakeHost | null = null

  /** Opens the daemon, which stays the one of the first time. `found` is each rung with what was found before it. */
  async open(given: Case): Promise<{ driver: Driver; found: string[] }> {
    const { plan, conf, offers = new Offers(), asker, deliver, ...sasl } = given
    this.#host ??= await FakeHost.start([], () => fakeSasl({ passwords, ...sasl }), deliver)
    const authConf = async () => (conf === undefined ? null : readAuthConf(conf, '/auth.conf'))
    const signIn = new SignIn({ ...unix, ...plan }, { authConf, offers })
    const found: string[] = []
    const progress = (rung: string, words?: string) => void found.push(`${rung}: ${words ?? ''}`)
    const options = { progress, ...(asker && { asker }) }
    return { driver: await this.#host.open(options, undefined, signIn), found }
  }

  /** What opening it fails with; null when it does not. */
  fails(given: Case): Promise<unknown> {
    return this.open(given).then(
      () => null,
      (cause: unknown) => cause,
    )
  }

  /** Somebody who gives these one after the other, and then would rather not. */
  giving(...answers: [string, string][]): Asker {
    return {
      hostKey: async () => 'once',
      credentials: async (question) => {
        this.asked.push(question)
        const answer = answers.shift()
        if (answer === undefined) throw new Failure('question.cancelled')
        return answer
      },
    }
  }

  /** Of the daemon. */
  get calls() {
    return this.#host?.daemon.calls ?? []
  }

  count(name: string): number {
    return this.calls.filter((call) => call.name === name).length
  }

  hangUp(): void {
    this.#host?.daemon.hangUp()
  }

  async close(): Promise<void> {
    await this.#host?.close()
    this.#host = null
  }
}
