import { string, table } from '../fields.ts'

/** `<input>`: https://libvirt.org/formatdomain.html#input-devices */
export const input = table('input', {
  type: string('@type'),
  bus: string('@bus'),
  model: string('@model'),
  source: string('source/@evdev', 'source/@dev'),
})
