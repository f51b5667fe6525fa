import { string, table } from './fields.ts'

/** `<graphics>`: https://libvirt.org/formatdomain.html#graphical-framebuffers */
export const graphics = table('graphics', {
  type: string('@type'),
  port: string('@port'),
  listen: string('@listen', 'listen/@address'),
  socket: string('@socket', 'listen/@socket'),
})
