import { string, table } from '../fields.ts'

/** What `<serial>`, `<parallel>`, `<console>` and `<channel>` have in common: https://libvirt.org/formatdomain.html#consoles-serial-parallel-channel-devices */
const fields = {
  type: string('@type'),
  source: string('source/@path', 'source/@channel'),
  host: string('source/@host'),
  service: string('source/@service'),
  protocol: string('protocol/@type'),
  targetType: string('target/@type'),
  name: string('target/@name'),
  port: string('target/@port'),
  model: string('target/model/@name'),
}

export const serial = table('serial', fields)
export const parallel = table('parallel', fields)
export const consoleDevice = table('console', fields)
export const channelDevice = table('channel', {
  ...fields,
  address: string('target/@address'),
  clipboard: string('source/clipboard/@copypaste'),
})
