import { domain, network, nodeDevice, pool, secret } from './objects.ts'
import { remote } from './row.ts'
import { type Codec, i32, optional } from './xdr.ts'

/** Asks for one kind of event, of one object or (null) of all; the same twice on a connection is refused. */
const register = <T, N extends string>(number: number, name: N, object: Codec<T>) =>
  remote.procedure(
    number,
    { eventId: i32, [name]: optional(object) } as { eventId: Codec<number> } & Record<
      N,
      Codec<T | null>
    >,
    { callbackId: i32 },
  )

const deregister = (number: number) => remote.procedure(number, { callbackId: i32 }, {})

/** Registering for events; the messages themselves are in remote-events.ts. */
export const subscribeRows = {
  connectDomainEventCallbackRegisterAny: register(316, 'dom', domain),
  connectDomainEventCallbackDeregisterAny: deregister(317),
  connectNetworkEventRegisterAny: register(313, 'net', network),
  connectNetworkEventDeregisterAny: deregister(314),
  connectStoragePoolEventRegisterAny: register(368, 'pool', pool),
  connectStoragePoolEventDeregisterAny: deregister(369),
  connectNodeDeviceEventRegisterAny: register(374, 'dev', nodeDevice),
  connectNodeDeviceEventDeregisterAny: deregister(375),
  connectSecretEventRegisterAny: register(380, 'secret', secret),
  connectSecretEventDeregisterAny: deregister(381),
}
