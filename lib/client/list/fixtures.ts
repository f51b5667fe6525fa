import type { ConnectionRow, DomainRow } from '../../contract/live.ts'
import { type Listed, type ListedConnection, listedKey } from './listed.ts'

/** Rows for the tests of this room. */
export const domainOf = (name: string, rest: Partial<DomainRow> = {}): DomainRow => ({
  uuid: `00000000-0000-4000-8000-${name.padStart(12, '0').slice(-12)}`,
  name,
  id: 1,
  state: 'running',
  reason: 'booted',
  persistent: true,
  autostart: false,
  managedSave: false,
  vcpus: 1,
  memory: 1_048_576,
  maxMemory: 1_048_576,
  details: null,
  since: null,
  ...rest,
})

export const detailsOf = (
  rest: Partial<NonNullable<DomainRow['details']>>,
): NonNullable<DomainRow['details']> => ({
  title: null,
  description: null,
  osType: 'hvm',
  arch: 'x86_64',
  machine: null,
  system: null,
  firmware: null,
  graphics: [],
  disks: [],
  interfaces: [],
  addresses: [],
  ...rest,
})

export const connectionOf = (id: string, rest: Partial<ConnectionRow> = {}): ListedConnection => ({
  row: {
    id,
    uri: `qemu+ssh://root@${id}/system`,
    name: null,
    readOnly: false,
    autoconnect: true,
    tags: [],
    state: {
      phase: 'open',
      since: 0,
      hypervisor: 'QEMU',
      hostname: `${id}.example`,
      version: null,
      libraryVersion: null,
      lacks: [],
    },
    running: 0,
    total: 0,
    ...rest,
  },
  place: {
    name: rest.name ?? id,
    uri: rest.uri ?? `qemu+ssh://root@${id}/system`,
    hosts: [id, `${id}.example`],
    tags: rest.tags ?? [],
  },
})

export const listedOf = (connection: ListedConnection, domain: DomainRow): Listed => ({
  key: listedKey(connection.row.id, domain.uuid),
  connection,
  domain,
})
