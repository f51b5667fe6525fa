import type { ConnectionRow, DomainRow, ServerMessage, TaskRow } from '../contract/live.ts'
import type { QuestionRow } from '../contract/opening.ts'

/** Rows for tests, complete and believable; give only what the test is about. */
export const aDomain = (given: Partial<DomainRow> = {}): DomainRow => ({
  uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f',
  name: 'test',
  id: 1,
  state: 'running',
  reason: 'booted',
  persistent: true,
  autostart: false,
  managedSave: false,
  vcpus: 2,
  memory: 2_097_152,
  maxMemory: 8_388_608,
  details: null,
  since: 1_700_000_000_000,
  ...given,
})

export const aConnection = (given: Partial<ConnectionRow> = {}): ConnectionRow => ({
  id: 'c1',
  uri: 'test:///default',
  name: null,
  readOnly: false,
  autoconnect: true,
  tags: ['lab'],
  state: {
    phase: 'open',
    since: 1_700_000_000_000,
    hypervisor: 'TEST',
    hostname: 'localhost',
    version: '0.0.2',
    libraryVersion: '9.0.0',
    lacks: [],
  },
  running: 1,
  total: 1,
  ...given,
})

export const aTask = (given: Partial<TaskRow> = {}): TaskRow => ({
  id: 't1',
  person: 'mika',
  verb: 'domain.start',
  connection: 'c1',
  subject: 'test',
  domain: '6695eb01-f6a4-8304-79aa-97f2502e193f',
  at: 1_700_000_000_000,
  endedAt: null,
  state: 'running',
  error: null,
  virsh: 'virsh -c test:///default start test',
  ...given,
})

export const aQuestion = (given: Partial<QuestionRow> = {}): QuestionRow => ({
  id: 'q1',
  uri: 'qemu+ssh://host/system',
  connection: 'c1',
  askedAt: 5,
  until: 9,
  question: {
    kind: 'host-key',
    host: 'host',
    port: 22,
    keyType: 'ssh-ed25519',
    fingerprint: 'SHA256:0',
    randomart: '+--+',
  },
  ...given,
})

const error = { code: 'host.lost', detail: 'end of file', request: 'r1', trouble: null } as const
const details: DomainRow['details'] = {
  title: 'PostgreSQL 17',
  description: null,
  osType: 'hvm',
  arch: 'x86_64',
  machine: 'q35',
  system: 'debian 12',
  firmware: 'uefi',
  graphics: ['vnc'],
  disks: [{ target: 'vda', source: '/disk.qcow2' }],
  interfaces: [{ mac: '52:54:00:00:00:01', source: 'default', model: 'virtio', target: null }],
  addresses: ['192.168.122.7'],
}

/** At least one message of every type and every phase. */
export const everyMessage: readonly ServerMessage[] = [
  { type: 'hello', now: 1_700_000_000_000, build: 'b1' },
  {
    type: 'connections',
    rows: [
      aConnection(),
      aConnection({ id: 'c2', state: { phase: 'closed', error } }),
      aConnection({ id: 'c3', state: { phase: 'lost', error, since: 5, retryAt: 9 } }),
    ],
  },
  {
    type: 'connection',
    row: aConnection({ state: { phase: 'opening', rung: 'dialling', asks: false, since: 5 } }),
  },
  { type: 'forgotten', connection: 'c2' },
  { type: 'listing', connection: 'c1', revision: 3, domains: [aDomain(), aDomain({ details })] },
  { type: 'changed', connection: 'c1', revision: 4, domains: [aDomain()], removed: ['u-2'] },
  {
    type: 'stats',
    connection: 'c1',
    at: 1_700_000_002_000,
    node: { cpu: 0.3, memory: 1024, memoryTotal: 4096 },
    domains: [['u-1', 0.5, 2048, null, 0, 12.5, 3]],
  },
  {
    type: 'events',
    connection: 'c1',
    rows: [{ id: 1, at: 5, object: 'domain', name: 'x', uuid: null, event: 'started', detail: '' }],
  },
  { type: 'task', row: aTask({ error, state: 'failed', endedAt: 6 }) },
  { type: 'question', row: aQuestion() },
  {
    type: 'question',
    row: aQuestion({
      id: 'q2',
      connection: null,
      question: {
        kind: 'credentials',
        what: 'ssh-password',
        subject: 'root@host',
        reason: null,
        instruction: null,
        fields: [{ label: 'Password', secret: true, value: '' }],
      },
    }),
  },
  { type: 'settled', question: 'q1' },
  {
    type: 'ladder',
    examination: 'e1',
    rungs: [
      {
        step: 'login',
        outcome: 'failed',
        finding: 'no',
        advice: [{ say: 'Try this.', run: null }],
        took: 2,
        trouble: 'ssh-login',
      },
    ],
  },
]
