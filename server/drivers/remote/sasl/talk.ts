import { Failure } from '../../../../lib/failure.ts'
import { loginTrouble } from '../../../../lib/libvirt/troubles/login.ts'
import type { RemoteClient } from '../../../rpc/client.ts'
import { RemoteError } from '../../../rpc/errors.ts'
import type { Exchange } from './mechanism.ts'

/** The longest mechanism that we speak takes three. */
const mostSteps = 8
/** VIR_ERR_AUTH_FAILED. */
const authFailed = 45

interface Reply {
  complete: boolean
  nil: boolean
  data: Uint8Array
}

/**
 * Has a mechanism talk to the daemon until both are content: the daemon's word alone is not enough, nor is ours
 * (remoteAuthSASL, src/remote/remote_driver.c). Throws Failure: `login-wrong` for credentials that are not taken.
 */
export async function talk(
  calls: Pick<RemoteClient, 'authSaslStart' | 'authSaslStep'>,
  mech: string,
  exchange: Exchange,
  signal: AbortSignal,
): Promise<void> {
  let turn = await exchange.next(null)
  let reply: Reply = await said(
    calls.authSaslStart({ mech, ...carried(turn.value ?? null) }, { signal }),
  )
  for (let steps = 0; steps < mostSteps; steps++) {
    if (!turn.done) turn = await exchange.next(reply.nil ? null : reply.data)
    if (reply.complete) {
      if (turn.done) return
      throw loginTrouble('login-unproven', `It said yes before ${mech} was through.`)
    }
    reply = await said(calls.authSaslStep(carried(turn.value ?? null), { signal }))
    if (reply.complete && turn.done) return
  }
  throw loginTrouble('login-garbled', `It goes on and on with ${mech}.`)
}

const carried = (data: Uint8Array | null) => ({
  nil: data === null,
  data: data ?? Buffer.alloc(0),
})

/** A no to what was said, as one of the troubles. */
async function said<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    if (!(cause instanceof Failure && cause.cause instanceof RemoteError)) throw cause
    if (cause.cause.code !== authFailed) throw cause
    throw loginTrouble('login-wrong', cause.detail)
  }
}
