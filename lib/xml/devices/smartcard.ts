import { string, table } from '../fields.ts'

/** `<smartcard>`: https://libvirt.org/formatdomain.html#smartcard-devices */
export const smartcard = table('smartcard', {
  mode: string('@mode'),
  type: string('@type'),
  source: string('source/@path', 'database'),
  host: string('source/@host'),
  service: string('source/@service'),
})
