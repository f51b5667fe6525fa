import type { HostEventRow } from '../contract/live.ts'
import type { StateTone } from '../libvirt/words.ts'

interface Words {
  says: string
  tone: StateTone
}

/** libvirt's words for what happened to a machine, as a person says them; the tone is that of the state it led to. */
const lifecycle: Record<string, Words> = {
  defined: { says: 'Defined', tone: 'off' },
  undefined: { says: 'Undefined', tone: 'off' },
  started: { says: 'Started', tone: 'run' },
  suspended: { says: 'Paused', tone: 'pause' },
  resumed: { says: 'Resumed', tone: 'run' },
  stopped: { says: 'Stopped', tone: 'off' },
  shutdown: { says: 'Shut down', tone: 'off' },
  pmsuspended: { says: 'Went to sleep', tone: 'pause' },
  crashed: { says: 'Crashed', tone: 'bad' },
}

/** What became of a connection; the words are our own server's. */
const link: Record<string, Words> = {
  opened: { says: 'Opened', tone: 'run' },
  reopened: { says: 'Reopened', tone: 'run' },
  closed: { says: 'Closed', tone: 'off' },
  lost: { says: 'Lost', tone: 'bad' },
  'not opened': { says: 'Not opened', tone: 'bad' },
}

const tables: Partial<Record<HostEventRow['object'], Record<string, Words>>> = {
  domain: lifecycle,
  connection: link,
}

const objects: Record<HostEventRow['object'], string> = {
  domain: 'machine',
  network: 'network',
  pool: 'storage pool',
  'node-device': 'host device',
  secret: 'secret',
  connection: 'connection',
}

/** What kind of thing an event is about. */
export const objectWords = ({ object }: Pick<HostEventRow, 'object'>): string => objects[object]

/** What happened. An event without words of its own is shown as the host calls it. */
export function eventWords({ event, object }: Pick<HostEventRow, 'event' | 'object'>): Words {
  const table = tables[object]
  const known = table !== undefined && Object.hasOwn(table, event) ? table[event] : undefined
  if (known !== undefined) return known
  return { says: `${event.slice(0, 1).toUpperCase()}${event.slice(1)}`, tone: 'off' }
}
