import { present, string, table } from '../fields.ts'

/** `<filesystem>`: https://libvirt.org/formatdomain.html#filesystems */
export const filesystem = table('filesystem', {
  type: string('@type'),
  driver: string('driver/@type'),
  access: string('@accessmode'),
  source: string('source/@dir', 'source/@file', 'source/@dev', 'source/@name', 'source/@usage'),
  target: string('target/@dir'),
  readOnly: present('readonly'),
})
