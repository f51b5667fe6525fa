import type {
  Affects,
  DomainChange,
  DomainChanges,
  HostChange,
  HostChanges,
} from '../../lib/libvirt/changes.ts'
import type { Domain } from '../../lib/libvirt/domain.ts'
import { isActive } from '../../lib/libvirt/domain-state.ts'
import { shellQuote } from '../../lib/libvirt/shell-quote.ts'
import { virshConnect, virshName } from './virsh-command.ts'

/** Stands for the file that virsh reads a definition from. */
const file = { domain: 'machine.xml', device: 'device.xml' } as const

const flag = (name: string, on: boolean): string[] => (on ? [`--${name}`] : [])
const affecting = (what: Affects): string[] =>
  what === 'both' ? ['--live', '--config'] : [`--${what}`]

/** What a change is asked of: `dom` quoted, `hypervisor` by virConnectGetType. */
interface Of {
  dom: string
  active: boolean
  hypervisor: string
}

/** libvirt's test driver takes no such flags with some calls; without any, it is what is now. */
const affectingOrNow = (what: Affects, { active, hypervisor }: Of): string[] =>
  hypervisor === 'TEST' && what === (active ? 'live' : 'config') ? [] : affecting(what)

/** Only QEMU's driver knows firmware variables and checkpoints: others refuse the words. */
const withDefinition = ({ hypervisor }: Of): string[] => [
  ...['--managed-save', '--snapshots-metadata'],
  ...(hypervisor === 'QEMU' ? ['--checkpoints-metadata', '--nvram'] : []),
]

/** Each change as what follows `virsh -c URI`; several where one would be refused. */
const ofDomain: { [K in DomainChange]: (of: Of, asked: DomainChanges[K]) => string[][] } = {
  undefine: (of) => [['undefine', of.dom, ...withDefinition(of)]],
  rename: ({ dom }, { name }) => [
    ['domrename', dom, ...flag('new-name', name.startsWith('-')), shellQuote(name)],
  ],
  setAutostart: ({ dom }, { on }) => [['autostart', dom, ...flag('disable', !on)]],
  save: ({ dom }, { path }) => [['save', dom, shellQuote(path)]],
  dump: ({ dom }, { path, live, crash }) => [
    ['dump', dom, shellQuote(path), ...flag('live', live), ...flag('crash', crash)],
  ],
  migrate: ({ dom }, { destination, live }) => [
    [
      ...['migrate', dom, shellQuote(destination), '--p2p', '--persistent', '--undefinesource'],
      ...flag('live', live),
    ],
  ],
  setMemory: ({ dom, hypervisor }, { memory, affects }) => {
    const apart = hypervisor === 'TEST' && affects === 'both'
    const parts = apart ? (['config', 'live'] as const) : [affects]
    return parts.map((part) => ['setmem', dom, String(memory), ...affecting(part)])
  },
  setMaxMemory: ({ dom }, { memory }) => [['setmaxmem', dom, String(memory), '--config']],
  setVcpus: ({ dom }, { vcpus, affects }) => [
    ['setvcpus', dom, String(vcpus), ...affecting(affects)],
  ],
  pinVcpu: (of, { vcpu, cpus, affects }) => [
    ['vcpupin', of.dom, String(vcpu), cpus.join(','), ...affectingOrNow(affects, of)],
  ],
  setSchedule: (of, { parameters, affects }) => [
    [
      ...['schedinfo', of.dom],
      ...parameters.flatMap(({ name, value }) => ['--set', shellQuote(`${name}=${value}`)]),
      ...affectingOrNow(affects, of),
    ],
  ],
  attachDevice: ({ dom }, { affects }) => [
    ['attach-device', dom, file.device, ...affecting(affects)],
  ],
  detachDevice: ({ dom }, { affects }) => [
    ['detach-device', dom, file.device, ...affecting(affects)],
  ],
}

const ofHost: { [K in HostChange]: (asked: HostChanges[K]) => string[] } = {
  define: () => ['define', file.domain],
  create: ({ paused }) => ['create', file.domain, ...flag('paused', paused)],
  restore: ({ path }) => ['restore', shellQuote(path)],
}

interface OfDomain<K extends DomainChange> {
  change: K
  asked: DomainChanges[K]
  subject: Pick<Domain, 'name' | 'uuid' | 'state'>
  hypervisor: string
}

interface OfHost<K extends HostChange> {
  change: K
  asked: HostChanges[K]
}

/** What does the same to a domain by virsh, as a line for a shell; null where virsh cannot open that URI. */
export const virshChange = <K extends DomainChange>(
  uri: string,
  { change, asked, subject, hypervisor }: OfDomain<K>,
): string | null => {
  const dom = shellQuote(virshName(subject))
  const of = { dom, active: isActive(subject.state), hypervisor }
  return line(uri, ofDomain[change](of, asked))
}

/** The same of a host. */
export const virshHostChange = <K extends HostChange>(
  uri: string,
  { change, asked }: OfHost<K>,
): string | null => line(uri, [ofHost[change](asked)])

function line(uri: string, commands: string[][]): string | null {
  const virsh = virshConnect(uri, false)
  if (virsh === null) return null
  return commands.map((words) => [virsh, ...words].join(' ')).join(' && ')
}
