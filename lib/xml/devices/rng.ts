import { string, table } from '../fields.ts'

/** `<rng>`: https://libvirt.org/formatdomain.html#random-number-generator-device */
export const rng = table('rng', {
  model: string('@model'),
  type: string('backend/@model'),
  source: string('backend', 'backend/source/@path'),
  host: string('backend/source/@host'),
  service: string('backend/source/@service'),
  bytes: string('rate/@bytes'),
  period: string('rate/@period'),
})
