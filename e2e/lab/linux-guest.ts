import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type ArchivedFile, cpioOf } from './cpio.ts'
import { parallelPrinter } from './parallel-printer.ts'

/** A kernel and a RAM disk with a shell, from Debian's packages. */
export interface LinuxFiles {
  kernel: string
  initrd: string
}

/** For channels; each needs those before it. */
const drivers = [
  ...['virtio_ring', 'virtio', 'virtio_pci_legacy_dev', 'virtio_pci_modern_dev', 'virtio_pci'],
  'virtio_console',
]

/**
 * Shells on the first serial port and on the screen. `poweroff -f` and `reboot -f` do what they say, `print`
 * prints on the parallel port.
 */
const init = `#!/bin/busybox sh
/bin/busybox mkdir -p /bin /proc /sys /dev
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
for driver in ${drivers.join(' ')}; do insmod /lib/$driver.ko; done
export PATH=/bin HOME=/ TERM=linux PS1='guest# '
echo 'The guest is up.' > /dev/ttyS0
echo 'The guest is up.' > /dev/tty1
while :; do setsid sh -c 'exec sh -i < /dev/ttyS0 > /dev/ttyS0 2>&1'; done &
while :; do setsid sh -c 'exec sh -i < /dev/tty1 > /dev/tty1 2>&1'; done
`

/** Unpacked once a machine, for these programs: the packages are some 27 MB. */
const cache = path.join(
  tmpdir(),
  `oirase-lab-linux-${process.getuid?.() ?? 0}-${createHash('sha256').update(init).digest('hex').slice(0, 8)}`,
)

/** What a guest says on its serial port and on its screen once its shells wait. */
export const upMessage = 'The guest is up.'
export const prompt = 'guest# '

const run = (program: string, args: readonly string[], cwd: string): string =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

function fetchPackages(folder: string): void {
  const depends = run('apt-cache', ['depends', 'linux-image-cloud-amd64'], folder)
  const image = /Depends: (linux-image-\S+)/.exec(depends)?.[1]
  if (image === undefined) throw new Error('apt knows no linux-image-cloud-amd64')
  run('apt-get', ['download', image, 'busybox-static'], folder)
}

function driverFiles(modules: string): ArchivedFile[] {
  const files = readdirSync(modules, { recursive: true, encoding: 'utf8' })
  return drivers.map((driver) => {
    const file = files.find((one) => path.basename(one) === `${driver}.ko`)
    if (file === undefined) throw new Error(`the packages lack ${driver}`)
    return { path: `lib/${driver}.ko`, bytes: readFileSync(path.join(modules, file)), mode: 0o644 }
  })
}

/** Fetches the packages by apt-get unless that was done before. Throws when they cannot be had. */
export function linuxFiles(): LinuxFiles {
  const files = { kernel: path.join(cache, 'vmlinuz'), initrd: path.join(cache, 'initrd') }
  if (existsSync(files.initrd)) return files
  const folder = mkdtempSync(path.join(tmpdir(), 'oirase-lab-fetch-'))
  try {
    try {
      fetchPackages(folder)
    } catch {
      // a machine that has never asked what there is, or that asked too long ago
      run('apt-get', ['update'], folder)
      fetchPackages(folder)
    }
    for (const name of readdirSync(folder)) {
      if (name.endsWith('.deb')) run('dpkg-deb', ['-x', name, 'root'], folder)
    }
    const boot = path.join(folder, 'root/boot')
    const kernel = readdirSync(boot).find((name) => name.startsWith('vmlinuz'))
    const busybox = ['bin', 'usr/bin']
      .map((place) => path.join(folder, 'root', place, 'busybox'))
      .find((file) => existsSync(file))
    if (kernel === undefined || busybox === undefined) throw new Error('the packages lack a part')
    mkdirSync(cache, { recursive: true })
    renameSync(path.join(boot, kernel), files.kernel)
    const archive = cpioOf(
      ['bin', 'lib', 'dev', 'proc', 'sys'],
      [
        ...driverFiles(path.join(folder, 'root/lib/modules')),
        { path: 'bin/print', bytes: parallelPrinter(), mode: 0o755 },
        { path: 'bin/busybox', bytes: readFileSync(busybox), mode: 0o755 },
        { path: 'init', bytes: init, mode: 0o755 },
      ],
    )
    // last and at once, so that who comes meanwhile does not take half of it
    writeFileSync(`${files.initrd}.${process.pid}`, archive)
    renameSync(`${files.initrd}.${process.pid}`, files.initrd)
    return files
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `<graphics>`, `<video>` and what else a test wants beside the serial port. */
export interface LinuxGuest {
  name: string
  uuid?: string
  /** Inside `<devices>`. */
  devices?: string
  memory?: number
}

export const vncOn = (listen: string): string => `<graphics type='vnc'>${listen}</graphics>`
export const screen = `<video><model type='vga'/></video>`

/** The definition of a Linux guest emulated without KVM: its shell is on the serial port and on the screen. */
export function linuxGuestXml(
  { name, uuid, devices = '', memory = 128 }: LinuxGuest,
  { kernel, initrd }: LinuxFiles,
): string {
  const id = uuid === undefined ? '' : `<uuid>${uuid}</uuid>`
  return `<domain type='qemu'><name>${name}</name>${id}<memory unit='MiB'>${memory}</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='pc'>hvm</type><kernel>${kernel}</kernel><initrd>${initrd}</initrd>
<cmdline>console=ttyS0 console=tty0 quiet panic=1</cmdline></os><features><acpi/></features>
<on_reboot>restart</on_reboot><devices><emulator>/usr/bin/qemu-system-x86_64</emulator>
<controller type='usb' model='none'/><serial type='pty'/>${devices}</devices></domain>`
}
