import { Failure } from '../../../lib/failure.ts'
import type { Dial } from '../../../lib/libvirt/plan-types.ts'
import { type XendTrouble, xendTrouble } from '../../../lib/libvirt/troubles/xend.ts'

/** What befalls any dial, and what that is of a xend. */
const direct: Readonly<Record<string, XendTrouble>> = {
  'tcp-refused': 'xend-port-closed',
  'tcp-timeout': 'xend-port-silent',
  'socket-missing': 'xend-socket-missing',
  'socket-stale': 'xend-socket-missing',
  'socket-no-socket': 'xend-socket-missing',
  'socket-denied': 'xend-socket-denied',
}

/** Why nobody is reached where xend should be, as a Failure with its trouble; anything else as it is. */
export function whyNotDialled(cause: unknown, { socket, options }: Dial): unknown {
  if (!(cause instanceof Failure)) return cause
  const far = socket === null ? 'xend-far-port' : 'xend-far-socket'
  const trouble =
    options.via === undefined
      ? direct[cause.trouble ?? '']
      : cause.trouble === 'ssh-channel-failed' && far
  return trouble ? xendTrouble(trouble, cause.detail, { cause }) : cause
}
