import { writeFileSync } from 'node:fs'

/** What a guest of the lab has beside 32 MiB, one vCPU and its disk. */
export interface GuestOptions {
  /** A VGA screen and VNC on a unix socket; without it a screenshot has nothing to draw. */
  screen?: boolean
  /** A tap device in the daemon's own network namespace, so that traffic is counted. */
  nic?: boolean
  title?: string
  /** A USB controller: devices leave it without the guest's consent, which this guest cannot give. */
  usb?: boolean
}

const message = 'A guest of the lab: it powers off when it is asked to.'

/**
 * A whole operating system in one sector: says its message, then halts until the ACPI power button is pressed
 * and powers off, which is what shutdown and reboot ask of a guest. Ports are those SeaBIOS gives QEMU's `pc`:
 * 0x600 PM1 status, 0x602 PM1 enable, 0x604 PM1 control (QEMU hw/acpi/core.c, hw/isa/piix4.c).
 */
function bootSector(): Buffer {
  const code = [
    [0x31, 0xc0, 0x8e, 0xd8], // ds = 0
    [0xbe, 0x2e, 0x7c], // si = the message, behind the code
    [0xac, 0x84, 0xc0, 0x74, 0x06], // next character; zero ends it
    [0xb4, 0x0e, 0xcd, 0x10, 0xeb, 0xf5], // print it by the BIOS, and again
    [0xfb], // interrupts on: the timer wakes the halt below
    [0xba, 0x02, 0x06, 0xb8, 0x00, 0x01, 0xef], // enable the power button
    [0xf4, 0xba, 0x00, 0x06, 0xed], // halt until the next tick, then read the status
    [0xf6, 0xc4, 0x01, 0x74, 0xf6], // not pressed: again
    [0xef], // pressed: writing the bit back clears it
    [0xba, 0x04, 0x06, 0xb8, 0x00, 0x20, 0xef], // enter S5
    [0xeb, 0xec], // a reboot asked by libvirt resets us; until then, wait on
  ].flat()
  const sector = Buffer.alloc(512)
  Buffer.from(code).copy(sector)
  sector.write(message, code.length, 'latin1')
  sector.writeUInt16LE(0xaa55, 510)
  return sector
}

/** Writes the disk that every guest of one daemon boots from, read-only. */
export function writeBootDisk(file: string): void {
  writeFileSync(file, Buffer.concat([bootSector(), Buffer.alloc(1024 * 1024 - 512)]))
}

/** The definition of a small guest emulated without KVM. `disk` is its path as the daemon sees it. */
export function guestXml(name: string, disk: string, options: GuestOptions): string {
  const screen = options.screen
    ? `<graphics type='vnc' socket='/var/lib/libvirt/qemu/${name}.vnc'/><video><model type='vga'/></video>`
    : `<video><model type='none'/></video>`
  const nic = options.nic ? `<interface type='ethernet'><model type='e1000'/></interface>` : ''
  const usb = options.usb ? 'piix3-uhci' : 'none'
  const title = options.title === undefined ? '' : `<title>${options.title}</title>`
  return `<domain type='qemu'><name>${name}</name>${title}<memory unit='MiB'>32</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/></features><on_reboot>restart</on_reboot>
<devices><emulator>/usr/bin/qemu-system-x86_64</emulator>
<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${disk}'/><target dev='vda' bus='virtio'/><readonly/></disk>
<controller type='usb' model='${usb}'/><serial type='pty'/>${nic}${screen}</devices></domain>`
}
