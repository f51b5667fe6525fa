import { Failure } from '../../../lib/failure.ts'
import type { DomainChanges } from '../../../lib/libvirt/changes.ts'
import { parseUri } from '../../../lib/libvirt/uri.ts'
import type { RemoteClient } from '../../rpc/client.ts'
import type { DomainRef } from './read-domain.ts'

/** virDomainMigrateFlags. */
const live = 1
const peerToPeer = 2
const persistThere = 8
const undefineHere = 16

/** Has the host send a domain to another by itself: there the definition is kept, here it is forgotten. */
export async function migrate(
  calls: RemoteClient,
  dom: DomainRef,
  asked: DomainChanges['migrate'],
): Promise<void> {
  const { destination } = asked
  const parsed = parseUri(destination)
  if (!parsed.ok) throw new Failure('request.invalid', parsed.error)
  // As libvirt's own client: the host would dial itself, and complain of what is not to the point.
  if (parsed.uri.server === null) {
    throw new Failure('request.invalid', 'The destination leads to no other host.')
  }
  await calls.domainMigratePerform3Params({
    dom,
    dconnuri: destination,
    params: [],
    cookieIn: new Uint8Array(),
    flags: peerToPeer | persistThere | undefineHere | (asked.live ? live : 0),
  })
}
