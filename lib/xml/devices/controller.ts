import { string, table } from '../fields.ts'
import { address } from './address.ts'

/** `<controller>`: https://libvirt.org/formatdomain.html#controllers */
export const controller = table('controller', {
  type: string('@type'),
  index: string('@index'),
  model: string('@model'),
  ports: string('@ports'),
  vectors: string('@vectors'),
  queues: string('driver/@queues'),
  address: address('address'),
})
