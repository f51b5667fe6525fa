import type { Capabilities } from './capabilities.ts'

/** One way in which a host runs guests. */
export interface GuestKind {
  /** `<domain type=…>`: kvm, qemu, xen, test … */
  type: string
  /** As `<os><type>` says it: hvm, linux (paravirtual), exe (a container) … */
  osType: string
  arch: string
  emulator: string | null
  loader: string | null
}

/** The type that a person would rather have, of several a host offers. */
const wished = ['kvm', 'hvf', 'xen', 'test', 'qemu']

/** All ways that a host offers, the likeliest first: of its own architecture, with the best hypervisor. */
export function guestKinds({ cpu, guests }: Capabilities): GuestKind[] {
  const kinds = guests.flatMap(({ domainTypes, osType, ...rest }) =>
    domainTypes.map((type) => ({
      type,
      osType: osType === 'xen' ? 'linux' : osType,
      arch: rest.arch,
      emulator: osType === 'hvm' || type === 'lxc' ? rest.emulator : null,
      loader: rest.loader,
    })),
  )
  const place = ({ type, arch, osType }: GuestKind): number => {
    const at = wished.indexOf(type)
    // an old Xen host rather runs what knows of it
    const other = type === 'xen' ? osType === 'hvm' : osType !== 'hvm'
    return (arch === cpu.arch ? 0 : 100) + (at === -1 ? wished.length : at) * 2 + (other ? 1 : 0)
  }
  return kinds.sort((a, b) => place(a) - place(b))
}

/** What is tried where a host does not say what it offers. `hypervisor`: its own name, `QEMU`. */
export const guessedKind = (hypervisor: string): GuestKind => {
  const type = /xen/i.test(hypervisor) ? 'xen' : hypervisor.toLowerCase()
  const osType = type === 'xen' ? 'linux' : type === 'lxc' ? 'exe' : 'hvm'
  return { type, osType, arch: '', emulator: null, loader: null }
}

const typeWords: Partial<Record<string, string>> = {
  kvm: 'KVM',
  qemu: 'QEMU',
  hvf: 'HVF',
  xen: 'Xen',
  lxc: 'LXC',
  test: 'Test',
  bhyve: 'bhyve',
}

const wayWords: Partial<Record<string, string>> = {
  hvm: 'fully virtual',
  linux: 'paravirtual',
  exe: 'container',
}

/** Long enough for every word there is; the rest is somebody's mischief. */
const short = (word: string): string => word.slice(0, 40)

/** A kind as a person would say it: “KVM · x86_64”; the way is told where one hypervisor has several. */
export function kindLabel({ type, arch, osType }: GuestKind): string {
  const several = type === 'xen' || type === 'test' || osType !== 'hvm'
  return [
    typeWords[type] ?? short(type),
    short(arch),
    several && (wayWords[osType] ?? short(osType)),
  ]
    .filter(Boolean)
    .join(' · ')
}
