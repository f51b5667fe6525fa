import { string, table } from '../fields.ts'

/** `<vsock>`: https://libvirt.org/formatdomain.html#vsock */
export const vsock = table('vsock', {
  model: string('@model'),
  auto: string('cid/@auto'),
  cid: string('cid/@address'),
})
