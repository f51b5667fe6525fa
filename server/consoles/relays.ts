import type { ShownDisplay } from '../../lib/libvirt/consoles.ts'
import type { Relay } from './relay.ts'
import { relayRfb } from './rfb/relay.ts'
import { relaySpice } from './spice/relay.ts'

/** How each kind of display is joined to a browser. */
export type Relays = Record<ShownDisplay, Relay>

export const relays: Relays = { vnc: relayRfb, spice: relaySpice }
