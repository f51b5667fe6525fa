import { Failure } from '../../../lib/failure.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import { inPatience } from '../in-patience.ts'
import { joined } from '../joined.ts'
import type { FirstEnds, Login, Relay } from '../relay.ts'
import { link } from './link.ts'
import { takesPassword } from './probe.ts'
import { SpiceShown } from './shown.ts'
import { SpiceTyped } from './typed.ts'

/** Nobody is asked anything on the way. */
const patience: Milliseconds = 15_000
/** Wrong answers of a person. */
const mostTries = 3

/** Joins the channels of a browser's client to a SPICE display (spice-protocol), a socket each. */
export const relaySpice: Relay = {
  /** Shows that the way is open and the password known, and lasts as long as the page looks. */
  async first(ends) {
    ends.opened(await passwordFor(ends))
    await new Promise<void>((resolve) => {
      if (ends.signal.aborted) resolve()
      else ends.signal.addEventListener('abort', () => resolve(), { once: true })
    })
  },

  async channel(ends) {
    const { browser, signal, mayType } = ends
    const linked = await inPatience({ signal, patience }, (limited) =>
      link({ ...ends, signal: limited }),
    )
    const [shown, typed] = [new SpiceShown(linked), new SpiceTyped(linked, mayType)]
    const display = linked.stream
    await joined({ display, browser, signal }, { shown, typed })
    const byDisplay = display.readableEnded || display.destroyed
    const byPage = signal.aborted || browser.readableEnded || browser.destroyed
    // by no code that a page answers with another try: two that look would hang up on each other for ever
    if (linked.channel === mainChannel && byDisplay && !byPage) {
      throw new Failure('host.refused', hungUp)
    }
  },
}

/** SPICE_CHANNEL_MAIN. */
const mainChannel = 1
const hungUp =
  'Its display hung up. It serves one at a time: somebody else may have opened it, or the machine went off.'

/** null: that of the definition will do, or there is none. */
async function passwordFor(ends: FirstEnds): Promise<Login | null> {
  const { redial, ask, signal } = ends
  let login: Login | null = null
  let { display } = ends
  for (let tries = 0; ; tries += 1) {
    const password = login?.password ?? display.password ?? ''
    const taken = await inPatience({ signal, patience }, (limited) =>
      takesPassword({ display, redial, signal: limited }, password),
    )
    if (taken) return login
    const reason = reasonOf(login, display.password)
    if (tries === mostTries) throw new Failure('host.refused-login', reason)
    login = await ask({ what: 'password', reason })
    display = await redial(null)
  }
}

function reasonOf(login: Login | null, ofDefinition: string | null): string | null {
  if (login !== null) return 'It did not take that password.'
  return ofDefinition === null ? null : 'It did not take the password of its definition.'
}
