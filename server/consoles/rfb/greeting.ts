import type { Duplex } from 'node:stream'
import { Failure } from '../../../lib/failure.ts'
import type { RelayEnds } from '../relay.ts'
import { take } from '../take.ts'
import { answerChallenge } from './challenge.ts'

const version = Buffer.from('RFB 003.008\n')
/** Security types (RFC 6143 §7.1.2 and the registry): the two that we speak, and names of those we do not. */
const none = 1
const challenge = 2
const names: Record<number, string> = { 16: 'Tight', 18: 'TLS', 19: 'VeNCrypt', 20: 'SASL' }
/** A display says why it refuses in a line or two. */
const longestReason = 4_096

/**
 * The greeting of both sides, until the display has let us in and the browser waits for its first picture. The browser
 * is told that nothing is needed, unless the display wants a password that the definition does not have: then it is
 * asked in the page. Throws Failure.
 */
export async function greet(ends: Omit<RelayEnds, 'mayType'>): Promise<void> {
  const { display, browser, password, signal } = ends
  const types = await offered(display, signal)
  browser.write(version)
  await take(browser, version.length, signal)
  if (types.includes(none)) {
    display.write(Buffer.of(none))
    await passed(display, signal)
    await letIn(browser, signal)
  } else if (!types.includes(challenge)) {
    throw new Failure('host.nothing-in-common', `Its display wants ${said(types)}.`)
  } else if (password === null) {
    await asking(ends)
  } else {
    display.write(Buffer.of(challenge))
    display.write(answerChallenge(await take(display, 16, signal), password))
    await passed(display, signal)
    await letIn(browser, signal)
  }
}

async function offered(display: Duplex, signal: AbortSignal): Promise<number[]> {
  const greeting = await take(display, version.length, signal)
  if (!/^RFB 00\d\.\d{3}\n$/.test(greeting.toString('latin1'))) {
    throw new Failure('host.broke-protocol', 'What answers there is no VNC display.')
  }
  if (greeting.compare(version) < 0) {
    throw new Failure('host.unsupported', 'Its display speaks a VNC older than 3.8.')
  }
  display.write(version)
  const [count = 0] = await take(display, 1, signal)
  if (count === 0) throw new Failure('host.refused', await reason(display, signal))
  return [...(await take(display, count, signal))]
}

/** SecurityResult: 0 is well, else a reason follows. */
async function passed(display: Duplex, signal: AbortSignal): Promise<void> {
  const result = await take(display, 4, signal)
  if (result.readUInt32BE() !== 0) {
    throw new Failure('host.refused-login', await reason(display, signal))
  }
}

async function letIn(browser: Duplex, signal: AbortSignal): Promise<void> {
  browser.write(Buffer.of(1, none))
  await take(browser, 1, signal)
  browser.write(Buffer.alloc(4))
}

/** The browser answers the display's challenge with what a person types there. */
async function asking({ display, browser, signal }: Omit<RelayEnds, 'mayType'>): Promise<void> {
  display.write(Buffer.of(challenge))
  const asked = await take(display, 16, signal)
  browser.write(Buffer.of(1, challenge))
  await take(browser, 1, signal)
  browser.write(asked)
  // a person may take their time, and the display decides for how long
  display.write(await take(browser, 16, signal))
  const result = await take(display, 4, signal)
  browser.write(result)
  if (result.readUInt32BE() === 0) return
  const why = Buffer.from(await reason(display, signal))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(why.length)
  browser.write(Buffer.concat([length, why]))
  throw new Failure('host.refused-login', why.toString())
}

async function reason(display: Duplex, signal: AbortSignal): Promise<string> {
  const length = (await take(display, 4, signal)).readUInt32BE()
  const text = await take(display, Math.min(length, longestReason), signal)
  return text.toString('utf8').replace(/\p{C}/gu, ' ').trim()
}

const said = (types: readonly number[]): string =>
  types.map((type) => names[type] ?? `security type ${type}`).join(' or ')
