import { string, table } from '../fields.ts'

/** `<memballoon>`: https://libvirt.org/formatdomain.html#memory-balloon-device */
export const memoryBalloon = table('memballoon', {
  model: string('@model'),
  deflate: string('@autodeflate'),
  period: string('stats/@period'),
})
