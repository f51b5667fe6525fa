import { string, table } from '../fields.ts'
import { address } from './address.ts'

/** `<hostdev>`: https://libvirt.org/formatdomain.html#host-device-assignment */
export const hostdev = table('hostdev', {
  type: string('@type'),
  mode: string('@mode'),
  managed: string('@managed'),
  vendor: string('source/vendor/@id'),
  product: string('source/product/@id'),
  source: address('source', 'address'),
  adapter: string('source/adapter/@name'),
  /** Of a mediated device, which has no address of its own. */
  uuid: string('source/address/@uuid'),
  startup: string('source/@startupPolicy'),
  rom: string('rom/@bar'),
})

/** `<redirdev>`: https://libvirt.org/formatdomain.html#redirected-devices */
export const redirdev = table('redirdev', {
  type: string('@type'),
  bus: string('@bus'),
  source: string('source/@path'),
  host: string('source/@host'),
  service: string('source/@service'),
})
