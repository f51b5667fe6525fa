import { string, table } from '../fields.ts'

/** `<sound>`: https://libvirt.org/formatdomain.html#sound-devices */
export const sound = table('sound', { model: string('@model'), codec: string('codec/@type') })
