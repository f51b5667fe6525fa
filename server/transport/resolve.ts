import { lookup as systemLookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Clock } from '../../lib/clock.ts'
import type { Failure } from '../../lib/failure.ts'
import { type NetworkTrouble, networkTrouble } from '../../lib/libvirt/troubles/network.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { inTime } from './in-time.ts'

export interface Address {
  address: string
  family: 4 | 6
}

/** The addresses of a name, in the system's order. Rejects with an error whose `code` is getaddrinfo's. */
export type Lookup = (name: string) => Promise<readonly Address[]>

/** Less than any rung's own limit, so that what is said is what was waited for. */
const patience: Milliseconds = 8_000
/** Nobody's host has more; a hostile name server's might. */
const mostAddresses = 16

export const lookUp: Lookup = async (name) => {
  const found = await systemLookup(name, { all: true, verbatim: true })
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}

const noAddress = ['name-unknown', 'No address associated with hostname'] as const
/** gai_strerror(3), which libvirt quotes, for the codes that Node has left of it. */
const answers: Record<string, readonly [NetworkTrouble, string]> = {
  ENOTFOUND: ['name-unknown', 'Name or service not known'],
  ENODATA: noAddress,
  EAI_AGAIN: ['name-unanswered', 'Temporary failure in name resolution'],
  EAI_FAIL: ['name-unanswered', 'Non-recoverable failure in name resolution'],
}

/**
 * Every address of a host as the URI spells it: itself when it is one (with its zone), else what the system's name
 * service says. Throws Failure with libvirt's own sentence, or what `signal` says when it aborts.
 */
export async function resolve(
  host: string,
  port: number,
  { clock, signal, lookup }: { clock: Clock; signal: AbortSignal; lookup: Lookup },
): Promise<readonly Address[]> {
  const family = isIP(host)
  if (family !== 0) return [{ address: host, family: family === 6 ? 6 : 4 }]
  const looked = lookup(host).catch((cause) => {
    throw asUnresolved(host, port, cause)
  })
  const silence = `nothing came for ${patience / 1000} seconds`
  const late = () => unresolved(host, port, 'name-unanswered', silence)
  const found = await inTime(looked, { clock, signal, patience, late })
  if (found.length === 0) throw unresolved(host, port, ...noAddress)
  return found.slice(0, mostAddresses)
}

function asUnresolved(host: string, port: number, cause: NodeJS.ErrnoException): Failure {
  const [trouble, words] = answers[cause.code ?? ''] ?? ['name-unanswered', cause.message]
  return unresolved(host, port, trouble, words, cause)
}

const unresolved = (
  host: string,
  port: number,
  trouble: NetworkTrouble,
  words: string,
  cause?: unknown,
): Failure =>
  networkTrouble(trouble, `Unable to resolve address '${host}' service '${port}': ${words}`, {
    cause,
  })
