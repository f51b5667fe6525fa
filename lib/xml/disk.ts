import { oneOf, present, string, table } from './fields.ts'

/** `<disk>`; where each kind of source keeps its name: https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms */
export const disk = table('disk', {
  type: string('@type'),
  device: oneOf('@device', ['disk', 'cdrom', 'floppy', 'lun']),
  target: string('target/@dev'),
  bus: string('target/@bus'),
  source: string('source/@file', 'source/@dev', 'source/@dir', 'source/@volume', 'source/@name'),
  pool: string('source/@pool'),
  format: string('driver/@type'),
  readOnly: present('readonly'),
  shareable: present('shareable'),
  cache: string('driver/@cache'),
  discard: string('driver/@discard'),
  serial: string('serial'),
})
