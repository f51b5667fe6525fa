import type { Duplex } from 'node:stream'
import { Failure } from '../../../lib/failure.ts'
import type { Milliseconds } from '../../../lib/units.ts'
import { inPatience } from '../in-patience.ts'
import { joined } from '../joined.ts'
import type { FirstEnds, Login, Relay } from '../relay.ts'
import { take } from '../take.ts'
import { securityTypes } from './security.ts'
import { Shown } from './shown.ts'
import { signIn } from './sign-in.ts'
import { Typed } from './typed.ts'

/** For one greeting; nobody is asked anything while it lasts. */
const patience: Milliseconds = 15_000
/** Wrong answers of a person. */
const mostTries = 3

/** Joins a browser to a VNC display (RFC 6143). */
export const relayRfb: Relay = {
  async first(ends) {
    const { browser, signal, mayType } = ends
    const { display, login } = await enter(ends)
    ends.opened(login)
    await inPatience({ signal, patience }, (limited) => letIn(browser, limited))
    const shown = new Shown(mayType)
    const typed = new Typed(mayType, () => shown.asked())
    await joined({ display, browser, signal }, { shown, typed })
  },
  channel: null,
}

/** Each try is a greeting of its own: no display waits until somebody has typed a password. */
async function enter(ends: FirstEnds): Promise<{ display: Duplex; login: Login | null }> {
  const { redial, ask, signal } = ends
  let login: Login | null = null
  let wire = ends.display
  for (let tries = 0; ; tries += 1) {
    const met = await inPatience({ signal, patience }, (limited) => signIn(wire, login, limited))
    if ('stream' in met) return { display: met.stream, login }
    wire.wire.close()
    if (tries === mostTries) throw new Failure('host.refused-login', met.wants.reason)
    login = await ask(met.wants)
    wire = await redial(null)
  }
}

/** The browser is told that nothing is needed. */
async function letIn(browser: Duplex, signal: AbortSignal): Promise<void> {
  const version = Buffer.from('RFB 003.008\n')
  browser.write(version)
  await take(browser, version.length, signal)
  browser.write(Buffer.of(1, securityTypes.none))
  await take(browser, 1, signal)
  browser.write(Buffer.alloc(4))
}
