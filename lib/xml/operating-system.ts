import { at, attribute, child, type XmlElement } from './element.ts'

// https://libosinfo.org: the metadata virt-install and virt-manager write into a definition
const libosinfo = 'http://libosinfo.org/xmlns/libvirt/domain/1.0'

/** The guest's system from a domain's libosinfo metadata, as a short name (`debian 12`), or null. */
export function readSystem(domain: XmlElement): string | null {
  const metadata = child(domain, 'metadata')
  const outer = metadata && child(metadata, 'libosinfo', libosinfo)
  const os = outer && child(outer, 'os', libosinfo)
  const id = os && attribute(os, 'id')
  return id === null ? null : shortSystem(id)
}

/** libosinfo's families whose word in the id is not the word people use. */
const families: Record<string, string> = {
  win: 'windows',
  macosx: 'macos',
  centos: 'centos linux',
  'centos-stream': 'centos stream',
  alpinelinux: 'alpine',
  archlinux: 'arch',
  silverblue: 'fedora silverblue',
  'rhel-atomic': 'rhel atomic',
}

/** `win/2k22` and its like are servers. */
const windowsVersions: Record<string, string> = { '2k3': '2003', '2k8': '2008', '2k12': '2012' }

/** `http://debian.org/debian/12` → `debian 12`. An id of another shape is its own last part; nothing → null. */
export function shortSystem(id: string): string | null {
  const path = id.replace(/^[a-z]+:\/\/[^/]*\/?/i, '')
  const [family = '', ...rest] = path.split('/').filter((part) => part !== '')
  if (family === '') return null
  const version = rest.join(' ')
  const word = families[family] ?? family
  return version === '' ? word : `${word} ${spellVersion(family, version)}`
}

function spellVersion(family: string, version: string): string {
  if (family !== 'win') return version
  const server = /^2k(\d+)(r2)?$/.exec(version)
  if (server === null) return version
  const [, year = '', second] = server
  const full = windowsVersions[`2k${year}`] ?? `20${year}`
  return `server ${full}${second === undefined ? '' : ' r2'}`
}

const x86 = ['i386', 'i486', 'i586', 'i686', 'x86_64']

/**
 * How a domain's machine starts. A definition that names neither a firmware nor a loader starts by BIOS
 * on x86 and by something of its machine type elsewhere (null). `hostArch`: what one that names none is.
 */
export function readFirmware(
  domain: XmlElement,
  hostArch: string | null = null,
): 'bios' | 'uefi' | null {
  const os = child(domain, 'os')
  if (os === null) return null
  const wanted = attribute(os, 'firmware')
  if (wanted === 'efi') return 'uefi'
  if (wanted === 'bios') return 'bios'
  const loader = child(os, 'loader')
  if (loader !== null && attribute(loader, 'type') === 'pflash') return 'uefi'
  const type = at(os, 'type')
  const arch = (type && attribute(type, 'arch')) ?? hostArch
  const full = type?.children.some((node) => node.kind === 'text' && node.value.trim() === 'hvm')
  return full === true && arch !== null && x86.includes(arch) ? 'bios' : null
}
