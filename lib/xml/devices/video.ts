import { string, table } from '../fields.ts'

/** `<video>`: https://libvirt.org/formatdomain.html#video-devices */
export const video = table('video', {
  model: string('model/@type'),
  memory: string('model/@vram'),
  heads: string('model/@heads'),
  acceleration: string('model/acceleration/@accel3d'),
})
