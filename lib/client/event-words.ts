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
  const known =
    object === 'domain' && Object.hasOwn(lifecycle, event) ? lifecycle[event] : undefined
  if (known !== undefined) return known
  return { says: `${event.slice(0, 1).toUpperCase()}${event.slice(1)}`, tone: 'off' }
}
