import { string, table } from './fields.ts'

/** `<interface>` of a domain; the kinds of source: https://libvirt.org/formatdomain.html#network-interfaces */
export const networkInterface = table('interface', {
  type: string('@type'),
  mac: string('mac/@address'),
  source: string(
    'source/@network',
    'source/@bridge',
    'source/@dev',
    'source/@name',
    'source/@path',
    'source/@switchid',
  ),
  model: string('model/@type'),
  target: string('target/@dev'),
  portGroup: string('source/@portgroup'),
  script: string('script/@path'),
  link: string('link/@state'),
})
