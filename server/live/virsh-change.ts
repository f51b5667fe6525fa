import type {
  DomainChange,
  DomainChanges,
  HostChange,
  HostChanges,
} from '../../lib/libvirt/changes.ts'
import { shellQuote } from '../../lib/libvirt/shell-quote.ts'
import { virshConnect, virshName } from './virsh-command.ts'

/** Stands for the file that virsh reads a definition from. */
const file = { domain: 'machine.xml', device: 'device.xml' } as const

const flag = (name: string, on: boolean): string[] => (on ? [`--${name}`] : [])
const affecting = (what: 'live' | 'config' | 'both'): string[] =>
  what === 'both' ? ['--live', '--config'] : [`--${what}`]

/** What follows `virsh -c URI` for each change; `dom` is the domain, quoted. */
const ofDomain: { [K in DomainChange]: (dom: string, asked: DomainChanges[K]) => string[] } = {
  undefine: (dom) => ['undefine', dom, '--managed-save', '--snapshots-metadata'],
  rename: (dom, { name }) => ['domrename', dom, shellQuote(name)],
  setAutostart: (dom, { on }) => ['autostart', dom, ...flag('disable', !on)],
  save: (dom, { path }) => ['save', dom, shellQuote(path)],
  dump: (dom, { path, live, crash }) => [
    ...['dump', dom, shellQuote(path)],
    ...[...flag('live', live), ...flag('crash', crash)],
  ],
  migrate: (dom, { destination, live }) => [
    ...['migrate', dom, shellQuote(destination), '--p2p', '--persistent', '--undefinesource'],
    ...flag('live', live),
  ],
  setMemory: (dom, { memory, affects }) => ['setmem', dom, String(memory), ...affecting(affects)],
  setMaxMemory: (dom, { memory }) => ['setmaxmem', dom, String(memory), '--config'],
  setVcpus: (dom, { vcpus, affects }) => ['setvcpus', dom, String(vcpus), ...affecting(affects)],
  pinVcpu: (dom, { vcpu, cpus, affects }) => [
    ...['vcpupin', dom, String(vcpu), cpus.join(',')],
    ...affecting(affects),
  ],
  setSchedule: (dom, { parameters, affects }) => [
    ...['schedinfo', dom],
    ...parameters.flatMap(({ name, value }) => ['--set', shellQuote(`${name}=${value}`)]),
    ...affecting(affects),
  ],
  attachDevice: (dom, { affects }) => ['attach-device', dom, file.device, ...affecting(affects)],
  detachDevice: (dom, { affects }) => ['detach-device', dom, file.device, ...affecting(affects)],
}

const ofHost: { [K in HostChange]: (asked: HostChanges[K]) => string[] } = {
  define: () => ['define', file.domain],
  create: ({ paused }) => ['create', file.domain, ...flag('paused', paused)],
  restore: ({ path }) => ['restore', shellQuote(path)],
}

interface OfDomain<K extends DomainChange> {
  change: K
  asked: DomainChanges[K]
  subject: { name: string; uuid: string }
}

interface OfHost<K extends HostChange> {
  change: K
  asked: HostChanges[K]
}

/** The virsh command that does the same to a domain, as a line for a shell; null where virsh cannot open that URI. */
export const virshChange = <K extends DomainChange>(
  uri: string,
  { change, asked, subject }: OfDomain<K>,
): string | null => line(uri, ofDomain[change](shellQuote(virshName(subject)), asked))

/** The same of a host. */
export const virshHostChange = <K extends HostChange>(
  uri: string,
  { change, asked }: OfHost<K>,
): string | null => line(uri, ofHost[change](asked))

function line(uri: string, words: string[]): string | null {
  const virsh = virshConnect(uri, false)
  return virsh === null ? null : [virsh, ...words].join(' ')
}
