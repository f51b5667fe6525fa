import { make, type XmlElement } from '../../../lib/xml/element.ts'
import { printXml } from '../../../lib/xml/print.ts'
import { type NodeCell, readCells } from './node-cells.ts'
import type { Sexpr } from './sexpr.ts'
import { textAt } from './values.ts'

/**
 * What the host offers, as libvirt words it: https://libvirt.org/formatcaps.html. libvirt reads files of its own
 * machine for that; `xen_caps` of the node says the same of the machine that is meant.
 */
export function capabilitiesXml(node: Sexpr): string {
  const guests = guestsOf(textAt(node, 'xen_caps') ?? '').map(guestXml)
  return printXml(make('capabilities', {}, [hostXml(node), ...guests]))
}

/** Words of `hw_caps`, which are CPUID's registers, and the bits in them, in the order libvirt's schema wants. */
const flags = [
  ['pae', 0, 6],
  ['vmx', 4, 5],
  ['svm', 6, 2],
] as const

function hostXml(node: Sexpr): XmlElement {
  const words = (textAt(node, 'hw_caps') ?? '').split(':').map((word) => Number.parseInt(word, 16))
  const set = flags.filter(([, word, bit]) => ((words[word] ?? 0) & (1 << bit)) !== 0)
  const cells = readCells(node)
  return make('host', {}, [
    make('cpu', {}, [
      make('arch', {}, [archOf(textAt(node, 'machine') ?? '')]),
      make(
        'features',
        {},
        set.map(([name]) => make(name)),
      ),
    ]),
    // Its own transport, xenmigr, is a name that libvirt's schema has forgotten.
    make('migration_features', {}, [make('live')]),
    ...(cells.length === 0 ? [] : [topologyXml(cells)]),
  ])
}

const archOf = (machine: string): string => (/^i[3-6]86$/.test(machine) ? 'i686' : machine)

const topologyXml = (cells: readonly NodeCell[]): XmlElement =>
  make('topology', {}, [make('cells', { num: cells.length }, cells.map(cellXml))])

const cellXml = ({ id, memory, cpus }: NodeCell): XmlElement =>
  make('cell', { id }, [
    ...(memory === null ? [] : [make('memory', { unit: 'KiB' }, [String(memory)])]),
    make(
      'cpus',
      { num: cpus.length },
      cpus.map((cpu) => make('cpu', { id: cpu })),
    ),
  ])

interface Guest {
  arch: string
  hvm: boolean
  /** `pae`, `nonpae`, `ia64_be`. */
  features: Set<string>
}

const archs: Readonly<Record<string, string>> = {
  x86_32: 'i686',
  x86_64: 'x86_64',
  ia64: 'ia64',
  powerpc64: 'ppc64',
}

/** `xen-3.0-x86_64 hvm-3.0-x86_32p …`: one guest for each architecture and way, in the order they are first named. */
function guestsOf(caps: string): Guest[] {
  const guests = new Map<string, Guest>()
  for (const word of caps.split(/\s+/)) {
    const [, way, xenArch = '', suffix = ''] =
      /^(xen|hvm)-\d+\.\d+-(x86_32|x86_64|ia64|powerpc64)(p|be)?$/.exec(word) ?? []
    if (way === undefined) continue
    const arch = archs[xenArch] ?? xenArch
    const key = `${way} ${arch}`
    const guest = guests.get(key) ?? { arch, hvm: way === 'hvm', features: new Set() }
    if (arch === 'i686') guest.features.add(suffix === 'p' ? 'pae' : 'nonpae')
    if (suffix === 'be') guest.features.add('ia64_be')
    guests.set(key, guest)
  }
  return [...guests.values()]
}

function guestXml({ arch, hvm, features }: Guest): XmlElement {
  const lib = arch === 'x86_64' ? 'lib64' : 'lib'
  const full = [
    make('emulator', {}, [`/usr/${lib}/xen/bin/qemu-dm`]),
    make('loader', {}, ['/usr/lib/xen/boot/hvmloader']),
    make('machine', {}, ['xenfv']),
  ]
  const toggles = ['acpi', 'apic'].map((name) => make(name, { default: 'on', toggle: 'yes' }))
  const named = [...features].map((name) => make(name))
  const all = hvm ? [...named, ...toggles] : named
  return make('guest', {}, [
    make('os_type', {}, [hvm ? 'hvm' : 'xen']),
    make('arch', { name: arch }, [
      make('wordsize', {}, [arch === 'i686' ? '32' : '64']),
      ...(hvm ? full : [make('machine', {}, ['xenpv'])]),
      make('domain', { type: 'xen' }),
    ]),
    ...(all.length === 0 ? [] : [make('features', {}, all)]),
  ])
}
