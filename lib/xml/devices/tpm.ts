import { string, table } from '../fields.ts'

/** `<tpm>`: https://libvirt.org/formatdomain.html#tpm-device */
export const tpm = table('tpm', {
  model: string('@model'),
  type: string('backend/@type'),
  version: string('backend/@version'),
  source: string('backend/device/@path'),
})
