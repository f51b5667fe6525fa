import fc from 'fast-check'
import type { ConfigFormat } from './config-format.ts'
import { type Sexpr, valueAt } from './sexpr.ts'

/** Domains as some xend might tell them, for tests of properties. */
const word = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,12}$/)
const path = fc
  .tuple(fc.constantFrom('/images', '/dev/vg', '/dev', '/a b', "/it's"), word)
  .map(([folder, name]) => `${folder}/${name}`)
const file = path.filter((one) => !one.startsWith('/dev'))
const mac = fc
  .tuple(fc.nat(255), fc.nat(255))
  .map(([one, two]) => `00:16:3e:${hex(one)}:${hex(two)}:00`)
const hex = (value: number) => value.toString(16).padStart(2, '0')
const onOff = fc.constantFrom('0', '1')

const keyed = <T extends string>(key: string, value: fc.Arbitrary<T>): fc.Arbitrary<Sexpr[]> =>
  fc.option(value, { freq: 3 }).map((one) => (one === null ? [] : [[key, one]]))
const list = (head: string, ...parts: fc.Arbitrary<Sexpr[]>[]): fc.Arbitrary<Sexpr> =>
  fc.tuple(...parts).map((all) => [head, ...all.flat()])
const whole = (from: number, to: number) => fc.integer({ min: from, max: to }).map(String)

const uname = fc.oneof(
  path.map((one) => `phy:${one.replaceAll(' ', '').replaceAll("'", '')}`),
  fc.constant('phy:vg/lv'),
  fc.constant('drbd:r0'),
  file.map((one) => `file:${one}`),
)
const tap = fc
  .tuple(fc.constantFrom('aio', 'qcow', 'qcow2', 'vhd', 'vmdk', 'sync'), file)
  .map(([format, image]) => `tap:${format}:${image}`)

function disks(hvm: boolean, format: ConfigFormat): fc.Arbitrary<Sexpr[]> {
  const names = hvm ? ['hda', 'hdb', 'sda'] : ['xvda', 'xvdb', 'sda1', 'hdc']
  const dev = fc.constantFrom(...names).map((one) => {
    return hvm ? (format === 1 ? `ioemu:${one}` : `${one}:disk`) : one
  })
  const named = dev.map((one): Sexpr[] => [['dev', one]])
  const said = (source: fc.Arbitrary<string>) => [
    named,
    source.map((one): Sexpr[] => [['uname', one]]),
    keyed('mode', fc.constantFrom('r', 'w', 'w!')),
    keyed('bootable', onOff),
  ]
  const cdrom = list('vbd', fc.constant([['dev', 'hdc:cdrom']]), keyed('uname', uname))
  const kinds = [list('vbd', ...said(uname)), list('tap', ...said(tap)), list('tap2', ...said(tap))]
  const all = fc.oneof(...kinds, ...(hvm && format > 1 ? [cdrom] : []))
  return fc.uniqueArray(all, { maxLength: 4, selector: (disk) => valueAt(disk, 'dev') })
}

const interfaces = fc.array(
  list(
    'vif',
    keyed('mac', mac),
    keyed('bridge', word),
    keyed('script', fc.constantFrom('vif-bridge', 'vif-nat', '/etc/xen/scripts/vif-x')),
    keyed('ip', fc.constantFrom('10.0.0.5', '10.0.0.5 10.0.0.6')),
    keyed('vifname', word),
    keyed('model', fc.constantFrom('e1000', 'rtl8139')),
    keyed('rate', fc.constantFrom('10Mb/s', '500KB/s@20ms', '1GB/s', 'much')),
  ),
  { maxLength: 3 },
)

const vncKeys = [
  keyed('vncunused', onOff),
  keyed('vncdisplay', whole(0, 99)),
  keyed('vnclisten', fc.constantFrom('0.0.0.0', '::1', 'localhost')),
  keyed('keymap', fc.constantFrom('de', 'en-us')),
]
const framebuffer = fc.oneof(
  list('vfb', fc.constant([['type', 'vnc']]), ...vncKeys),
  list(
    'vfb',
    fc.constant([
      ['vnc', '1'],
      ['sdl', '0'],
    ]),
    ...vncKeys,
  ),
  list('vfb', fc.constant([['type', 'sdl']]), keyed('display', fc.constant(':0.0'))),
)
const pci = list(
  'pci',
  fc.array(
    list(
      'dev',
      fc.constant([['domain', '0x0']]),
      whole(0, 255).map((bus) => [['bus', bus]]),
      whole(0, 31).map((slot) => [['slot', slot]]),
      whole(0, 7).map((func) => [['func', func]]),
    ),
    { minLength: 1, maxLength: 2 },
  ),
)

const port = fc.constantFrom(
  ...['pty', 'null', 'file:/log', 'tcp:h:1,server,nowait', 'telnet:h:2', 'unix:/s', '/dev/ttyS0'],
  ...['udp:h:1@b:2', 'udp:h:1', 'stdio', 'pipe:/p', 'none'],
)
const full = (format: ConfigFormat): fc.Arbitrary<Sexpr[]>[] => [
  fc.constant<Sexpr[]>([['kernel', '/usr/lib/xen/boot/hvmloader']]),
  keyed('boot', fc.constantFrom('c', 'dc', 'n', 'acdn')),
  ...['acpi', 'apic', 'pae', 'hap', 'viridian', 'hpet', 'localtime', 'stdvga'].map((key) =>
    keyed(key, onOff),
  ),
  keyed('rtc_timeoffset', whole(-9999, 9999)),
  keyed('device_model', file),
  keyed('fda', path),
  keyed('soundhw', fc.constantFrom('sb16', 'es1370,pcspk', 'all')),
  keyed('usbdevice', fc.constantFrom('tablet', 'mouse')),
  keyed('serial', port),
  keyed('parallel', port),
  ...(format === 1 ? [keyed('cdrom', file)] : []),
  ...(format < 4 ? [keyed('vnc', onOff), ...vncKeys] : []),
]
const paravirtual = [
  keyed('kernel', file),
  keyed('ramdisk', file),
  keyed('root', fc.constantFrom('/dev/sda1', '/dev/xvda1 ro', 'UUID=1')),
  keyed('args', fc.constantFrom('ro quiet', 'root=/dev/sda1 3', "a='b' \\c")),
  keyed('localtime', onOff),
]

export const plausible = (format: ConfigFormat, hvm: boolean): fc.Arbitrary<Sexpr> =>
  fc
    .record({
      names: fc.tuple(word, fc.uuid()).map(([name, uuid]) => [
        ['name', name],
        ['uuid', uuid],
      ]),
      figures: fc
        .tuple(whole(1, 4096), whole(1, 4096), whole(1, 32), keyed('vcpu_avail', whole(0, 255)))
        .map(([memory, maxmem, vcpus, avail]): Sexpr[] => {
          return [['memory', memory], ['maxmem', maxmem], ['vcpus', vcpus], ...avail]
        }),
      parts: fc
        .tuple(
          keyed('domid', whole(1, 99)),
          keyed('cpus', fc.constantFrom('0-3', '1,3', '0-3,^2')),
          keyed('on_crash', fc.constantFrom('preserve', 'coredump_restart', 'rename_restart')),
          hvm ? fc.constant([]) : keyed('bootloader', fc.constantFrom('', '/usr/bin/pygrub')),
        )
        .map((all): Sexpr[] => all.flat()),
      image: list(hvm ? 'hvm' : 'linux', ...(hvm ? full(format) : paravirtual)),
      devices: fc
        .tuple(
          disks(hvm, format),
          interfaces,
          fc.array(format >= (hvm ? 4 : 3) ? framebuffer : fc.constant(['vkbd']), { maxLength: 1 }),
          fc.array(pci, { maxLength: 1 }),
        )
        .map((all) => all.flat().map((device): Sexpr => ['device', device])),
    })
    .map(({ names, figures, parts, image, devices }) => {
      return ['domain', ...names, ...figures, ...parts, ['image', image], ...devices]
    })
