import type { XenDomain } from './domain.ts'
import { bytesOf } from './python-value.ts'
import { parseSxp } from './sxp-parse.ts'
import type { XenHost } from './xen-host.ts'

/** A domain that is there from the beginning: its configuration as an s-expression, and what it does. */
export interface Guest {
  config: string
  /** Kept: crashed or shut down, and its remains are still there. */
  state: 'running' | 'blocked' | 'paused' | 'halted' | 'has run' | 'crashed' | 'shut down'
}

const uuid = (at: number): string => `2a1c5e9f-0b8d-4c3e-9f1a-${at.toString(16).padStart(12, '0')}`

const disk = (path: string, dev = 'xvda') =>
  `(device (vbd (uname 'file:${path}') (dev '${dev}') (mode 'w')))`
const card = (at: number) =>
  `(device (vif (mac '00:16:3e:00:${String(Math.floor(at / 100)).padStart(2, '0')}:${String(at % 100).padStart(2, '0')}') (bridge 'xenbr0')))`

/** A paravirtual guest, MiB. */
export const linuxGuest = (name: string, at: number, memory = 256): string =>
  `(vm (name '${name}')(memory ${memory})(maxmem ${memory * 2})(vcpus 2)(uuid '${uuid(at)}')` +
  `(on_poweroff 'destroy')(on_reboot 'restart')(on_crash 'restart')` +
  `(image (linux (kernel '/boot/vmlinuz-2.6-xenU')(ramdisk '/boot/initrd-2.6-xenU')(root '/dev/xvda1 ro')(args 'console=xvc0')))` +
  `${disk(`/var/lib/xen/images/${name}.img`)}${card(at)})`

/** A guest with hardware virtualisation and a VNC screen. */
export const hvmGuest = (name: string, at: number): string =>
  `(vm (name '${name}')(memory 512)(maxmem 512)(vcpus 1)(uuid '${uuid(at)}')` +
  `(on_poweroff 'destroy')(on_reboot 'restart')(on_crash 'destroy')` +
  `(image (hvm (kernel '/usr/lib/xen/boot/hvmloader')(device_model '/usr/lib64/xen/bin/qemu-dm')` +
  `(boot cd)(acpi 1)(apic 1)(pae 1)(usb 1)(usbdevice tablet)(serial pty)(vnc 1)(vncunused 1)(localtime 0)))` +
  `${disk(`/var/lib/xen/images/${name}.img`, 'ioemu:hda')}` +
  `(device (vbd (dev 'hdc:cdrom') (uname 'file:/var/lib/xen/images/install.iso') (mode 'r')))` +
  `${card(at)})`

/** A few, in the states that a client must tell apart. */
export const someGuests: readonly Guest[] = [
  { config: linuxGuest('web', 1), state: 'blocked' },
  { config: linuxGuest('build', 2, 1024), state: 'running' },
  { config: hvmGuest('windows', 3), state: 'paused' },
  { config: linuxGuest('spare', 4), state: 'halted' },
  { config: linuxGuest('yesterday', 5), state: 'has run' },
]

/** `count` of them, all up. */
export const manyGuests = (count: number): Guest[] =>
  Array.from({ length: count }, (_, at) => ({
    config: linuxGuest(`guest-${String(at + 1).padStart(3, '0')}`, at + 1, 64),
    state: at % 3 === 0 ? ('running' as const) : ('blocked' as const),
  }))

const domain0 =
  "(vm (name Domain-0)(memory 1024)(maxmem 16777215)(vcpus 4)(uuid '00000000-0000-0000-0000-000000000000')(image (linux)))"

/** Puts Domain-0 and guests on a host. Those that are not active are left out where xend keeps no definitions. */
export function populate(host: XenHost, guests: readonly Guest[]): void {
  const first = host.create(read(domain0))
  Object.assign(first, { isManaged: false, ...(host.personality.managed ? {} : { image: null }) })
  host.run(first)
  for (const { config, state } of guests) {
    const isInactive = state === 'halted' || state === 'has run'
    if (isInactive && !host.personality.managed) continue
    bring(host, config, state)
  }
}

function bring(host: XenHost, config: string, state: Guest['state']): void {
  if (state === 'halted') {
    host.define(read(config))
    return
  }
  const domain = host.create(read(config))
  if (host.personality.managed) domain.isManaged = true
  if (state === 'paused') host.pause(domain)
  else host.run(domain)
  domain.isBlocked = state === 'blocked'
  if (state === 'has run') host.destroy(domain)
  if (state === 'crashed' || state === 'shut down') keepRemains(host, domain, state)
}

function keepRemains(host: XenHost, domain: XenDomain, state: 'crashed' | 'shut down'): void {
  Object.assign(domain, { onCrash: 'preserve', onPoweroff: 'preserve' })
  host.ended(domain, state === 'crashed' ? 'crash' : 'poweroff')
}

function read(config: string) {
  const [first] = parseSxp(bytesOf(config), false)
  if (first === undefined) throw new Error(`not a configuration: ${config}`)
  return first
}
