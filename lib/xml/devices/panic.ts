import { string, table } from '../fields.ts'

/** `<panic>`: https://libvirt.org/formatdomain.html#panic-device */
export const panic = table('panic', { model: string('@model') })
