import {
  attribute,
  child,
  children,
  childText,
  make,
  type XmlElement,
} from '../../../lib/xml/element.ts'
import type { Image } from './image.ts'
import { hasKey, type Sexpr } from './sexpr.ts'
import { entries, entry, textAt } from './values.ts'

/** The letters of `boot` and libvirt's words for them, in qemu's order. */
const bootDevices: readonly (readonly [string, string])[] = [
  ['a', 'fd'],
  ['c', 'hd'],
  ['d', 'cdrom'],
  ['n', 'network'],
]

/** The firmware of a full guest that names none, where Xen installs it. */
const defaultLoader = '/usr/lib/xen/boot/hvmloader'

const one = (name: string, value: string | null) =>
  value === null ? [] : [make(name, {}, [value])]

/** `<bootloader>`, its arguments and `<os>`. */
export const osXml = (domain: Sexpr, image: Image): XmlElement[] =>
  image.hvm ? [fullOs(image.settings)] : paravirtualOs(domain, image.settings)

function paravirtualOs(domain: Sexpr, settings: Sexpr): XmlElement[] {
  const bootloader = textAt(domain, 'bootloader')
  const kernel = textAt(settings, 'kernel')
  // A bootloader without a name is the host's own choice; xends from 3.0.4 on say that of each that has a kernel too.
  const unnamed = bootloader === null && kernel === null && hasKey(domain, 'bootloader')
  const root = textAt(settings, 'root')
  const path = root?.startsWith('/') === true ? root : null
  const args = textAt(settings, 'args')
  const cmdline = path === null ? withRoot(root, args) : withoutRoot(path, args)
  const os = make('os', {}, [
    make('type', {}, ['linux']),
    ...one('kernel', kernel),
    ...one('initrd', textAt(settings, 'ramdisk')),
    ...one('root', path),
    ...one('cmdline', cmdline),
  ])
  return [
    ...(unnamed ? [make('bootloader')] : one('bootloader', bootloader)),
    ...one('bootloader_args', textAt(domain, 'bootloader_args')),
    os,
  ]
}

/** libvirt has a place for a path only: `UUID=…` and the like are told on the command line, where they end up anyway. */
const withRoot = (root: string | null, args: string | null): string | null =>
  root === null || args?.includes(`root=${root}`) === true
    ? args
    : `root=${root}${args === null ? '' : ` ${args}`}`

/** xend repeats the root on the command line: in front from 3.1 on, at the end in 3.0.4. */
function withoutRoot(root: string, args: string | null): string | null {
  const said = `root=${root}`
  const rest = args?.startsWith(`${said} `)
    ? args.slice(said.length + 1)
    : args?.endsWith(` ${said}`)
      ? args.slice(0, -said.length - 1)
      : args
  return rest === said ? null : (rest ?? null)
}

function fullOs(settings: Sexpr): XmlElement {
  const loader = textAt(settings, 'loader')
  const kernel = textAt(settings, 'kernel')
  const boots = bootsOf(textAt(settings, 'boot') ?? 'c')
  // Up to 3.3 the firmware was called the kernel; later that is what to boot directly, and empty for nothing.
  const direct =
    loader === null
      ? []
      : [
          ...one('kernel', kernel),
          ...one('initrd', textAt(settings, 'ramdisk')),
          ...one('cmdline', textAt(settings, 'args')),
        ]
  return make('os', {}, [
    make('type', {}, ['hvm']),
    ...one('loader', loader ?? kernel),
    ...direct,
    ...boots.map((dev) => make('boot', { dev })),
  ])
}

function bootsOf(letters: string): string[] {
  const found = bootDevices.flatMap(([letter, dev]) => {
    const place = letters.indexOf(letter)
    return place === -1 ? [] : [{ place, dev }]
  })
  return found.sort((one, other) => one.place - other.place).map(({ dev }) => dev)
}

/** What a `<domain>` boots, for the image. */
export function osSexpr(domain: XmlElement, hvm: boolean): Sexpr[] {
  const os = child(domain, 'os') ?? make('os')
  const kernel = childText(os, 'kernel')
  const direct = entries(
    entry('ramdisk', childText(os, 'initrd')),
    entry('args', childText(os, 'cmdline')),
  )
  if (!hvm) {
    return [
      ...entries(entry('kernel', kernel)),
      ...entries(entry('root', childText(os, 'root'))),
      ...direct,
    ]
  }
  const loader = childText(os, 'loader') ?? defaultLoader
  const firmware =
    kernel === null ? [['kernel', loader]] : [['loader', loader], ['kernel', kernel], ...direct]
  const letters = children(os, 'boot').flatMap((boot) => {
    const dev = attribute(boot, 'dev')
    return bootDevices.find(([, word]) => word === dev)?.[0] ?? []
  })
  return [...firmware, ['boot', letters.join('') || 'c']]
}

/** The bootloader, which belongs to the domain and not to its image. */
export function bootloaderSexpr(domain: XmlElement): Sexpr[] {
  const bootloader = child(domain, 'bootloader')
  if (bootloader === null) return []
  const path = childText(domain, 'bootloader')
  return entries(
    // libvirt says one of no name by the key alone.
    path === null ? ['bootloader'] : ['bootloader', path],
    entry('bootloader_args', childText(domain, 'bootloader_args')),
  )
}
