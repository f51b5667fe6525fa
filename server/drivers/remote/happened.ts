import type { HostEvent } from '../../../lib/libvirt/events.ts'
import { lifecycleFromWire } from '../../../lib/libvirt/events.ts'
import { type Events, events, type Payload } from '../../rpc/protocol.ts'
import type { EventRow } from '../../rpc/row.ts'
import { plainLine } from '../plain.ts'

/** What may be different after an event: nothing of ours, the figures and flags of the domain, or its definition too. */
export type Reread = 'nothing' | 'state' | 'definition'

export interface Happening {
  event: HostEvent
  /** Its uuid. */
  domain: string
  reread: Reread
}

type Words = [event: string, detail?: string]
type DomainEventName = Extract<keyof Events, `domain${string}`>
type DomainPayload<N extends DomainEventName> = Payload<Events[N]>

/**
 * One row a domain event: what to read again, and its words. null: libvirt tells the same once more, and
 * better, by a newer event (io-error-reason of 2010, block-job-2 of 2014), so it is not registered.
 */
const domainMeanings: {
  [N in DomainEventName]: [Reread, (payload: DomainPayload<N>) => Words] | null
} = {
  domainLifecycle: ['definition', ({ event, detail }) => lifecycleWords(event, detail)],
  domainReboot: ['state', () => ['rebooted']],
  domainRtcChange: ['nothing', ({ offset }) => ['clock changed', `${offset} s`]],
  domainWatchdog: ['state', ({ action }) => ['watchdog', word(watchdogActions, action)]],
  domainIoError: null,
  domainGraphics: ['nothing', ({ phase, remote }) => [word(displayPhases, phase), remote.node]],
  domainIoErrorReason: [
    'state',
    ({ devAlias, srcPath, reason, action }) => [
      'I/O error',
      `${devAlias}: ${reason || srcPath} (${word(ioErrorActions, action)})`,
    ],
  ],
  domainControlError: ['state', () => ['control error']],
  domainBlockJob: null,
  domainDiskChange: [
    'definition',
    ({ devAlias, oldSrcPath, newSrcPath }) => [
      'disk changed',
      `${devAlias}: ${oldSrcPath ?? 'nothing'} → ${newSrcPath ?? 'nothing'}`,
    ],
  ],
  domainTrayChange: [
    'definition',
    ({ devAlias, reason }) => [reason === 0 ? 'tray opened' : 'tray closed', devAlias],
  ],
  domainPmWakeup: ['state', () => ['woke up']],
  domainPmSuspend: ['state', () => ['went to sleep']],
  domainPmSuspendDisk: ['state', () => ['hibernated']],
  domainBalloonChange: ['state', ({ actual }) => ['memory changed', `${actual} KiB`]],
  domainDeviceRemoved: ['definition', ({ devAlias }) => ['device removed', devAlias]],
  domainBlockJob2: [
    'definition',
    ({ dst, type, status }) => [
      `block ${word(blockJobs, type)} ${word(blockJobEnds, status)}`,
      dst,
    ],
  ],
  domainTunable: [
    'nothing',
    ({ params }) => ['tuning changed', params.map(({ field }) => field).join(', ')],
  ],
  domainAgentLifecycle: [
    'definition',
    ({ state }) => [state === 1 ? 'agent connected' : 'agent disconnected'],
  ],
  domainDeviceAdded: ['definition', ({ devAlias }) => ['device added', devAlias]],
  domainMigrationIteration: ['nothing', ({ iteration }) => ['migrating', `pass ${iteration}`]],
  domainJobCompleted: ['state', () => ['job completed']],
  domainDeviceRemovalFailed: ['nothing', ({ devAlias }) => ['device not removed', devAlias]],
  domainMetadataChange: [
    'definition',
    ({ type, nsuri }) => [`${word(metadataKinds, type)} changed`, nsuri ?? ''],
  ],
  domainBlockThreshold: ['nothing', ({ dev, path }) => ['block threshold passed', path ?? dev]],
  domainMemoryFailure: [
    'state',
    ({ recipient, action }) => [
      'memory failure',
      `${word(['host', 'guest'], recipient)}, ${word(memoryFailures, action)}`,
    ],
  ],
  domainMemoryDeviceSizeChange: [
    'definition',
    ({ alias, size }) => ['memory resized', `${alias}: ${size} KiB`],
  ],
  domainNicMacChange: [
    'definition',
    ({ alias, oldMac, newMac }) => ['MAC address changed', `${alias}: ${oldMac} → ${newMac}`],
  ],
}

const watchdogActions = ['none', 'pause', 'reset', 'power off', 'shut down', 'debug', 'inject NMI']
const ioErrorActions = ['no action', 'paused', 'reported to the guest']
const displayPhases = ['display connected', 'display opened', 'display disconnected']
const blockJobs = ['job', 'pull', 'copy', 'commit', 'active commit', 'backup']
const blockJobEnds = ['completed', 'failed', 'cancelled', 'ready']
const metadataKinds = ['description', 'title', 'metadata']
const memoryFailures = ['ignored', 'injected', 'fatal', 'reset']

const word = (words: readonly string[], number: number) => words[number] ?? `${number}`
const lifecycleWords = (event: number, detail: number): Words => {
  const known = lifecycleFromWire(event, detail)
  return [known.event ?? `event ${event}`, known.detail]
}

/** Events whose state changes but not what the definition says. */
const livelyOnly: ReadonlySet<string> = new Set(['suspended', 'resumed', 'pmsuspended'])

export interface DomainHappening {
  row: EventRow<unknown>
  happening: (payload: unknown) => Happening
}

/** Every domain event there is to register, and what each means. */
export const domainHappenings: readonly DomainHappening[] = Object.entries(domainMeanings).flatMap(
  ([name, meaning]) => {
    if (meaning === null) return []
    const [reread, words] = meaning as [Reread, (payload: unknown) => Words]
    return {
      row: events[name as DomainEventName] as EventRow<unknown>,
      happening: (payload) => {
        const { dom } = payload as { dom: { name: string; uuid: string } }
        const [event, detail = ''] = words(payload)
        return {
          event: {
            object: 'domain',
            ...named(dom),
            event: plainLine(event),
            detail: plainLine(detail),
          },
          domain: dom.uuid,
          reread: livelyOnly.has(event) ? 'state' : reread,
        }
      },
    }
  },
)

const named = ({ name, uuid }: { name: string; uuid: string }) => ({ name: plainLine(name), uuid })
