import { string, table } from '../fields.ts'

/** `<watchdog>`: https://libvirt.org/formatdomain.html#watchdog-devices */
export const watchdog = table('watchdog', { model: string('@model'), action: string('@action') })
