import type { ServerMessage } from '../contract/live.ts'
import { failureCodes } from '../failure.ts'
import { abilities } from '../libvirt/abilities.ts'
import { domainStates } from '../libvirt/domain-state.ts'
import { rungs } from '../libvirt/rungs.ts'
import {
  fields,
  figure,
  listOf,
  oneOf,
  orNull,
  type Shape,
  text,
  truth,
  tupleOf,
  variants,
} from './shape.ts'

/*
 * The schemas of lib/contract/live.ts once more, without zod: that would add 91 kB to every page (zod/mini: 7 kB),
 * these rows add one. read-message.test.ts proves that both accept and refuse the same messages.
 */
const apiError = fields({
  code: oneOf(...failureCodes),
  detail: orNull(text),
  request: text,
  trouble: orNull(text),
})

const details = fields({
  title: orNull(text),
  description: orNull(text),
  osType: orNull(text),
  arch: orNull(text),
  machine: orNull(text),
  system: orNull(text),
  firmware: orNull(oneOf('bios', 'uefi')),
  graphics: listOf(text),
  disks: listOf(fields({ target: text, source: orNull(text) })),
  interfaces: listOf(
    fields({ mac: orNull(text), source: orNull(text), model: orNull(text), target: orNull(text) }),
  ),
  addresses: listOf(text),
})

const domainRow = fields({
  uuid: text,
  name: text,
  id: orNull(figure),
  state: oneOf(...domainStates),
  reason: text,
  persistent: truth,
  autostart: truth,
  managedSave: truth,
  vcpus: figure,
  memory: figure,
  maxMemory: figure,
  details: orNull(details),
  since: orNull(figure),
})

const connectionState = variants('phase', {
  closed: { error: orNull(apiError) },
  opening: { rung: oneOf(...rungs), asks: truth, since: figure },
  open: {
    since: figure,
    hypervisor: text,
    hostname: orNull(text),
    version: orNull(text),
    libraryVersion: orNull(text),
    lacks: listOf(oneOf(...abilities)),
  },
  lost: { error: apiError, since: figure, retryAt: orNull(figure) },
})

const connectionRow = fields({
  id: text,
  uri: text,
  name: orNull(text),
  readOnly: truth,
  autoconnect: truth,
  tags: listOf(text),
  state: connectionState,
  running: figure,
  total: figure,
})

const hostEvent = fields({
  id: figure,
  at: figure,
  object: oneOf('domain', 'network', 'pool', 'node-device', 'secret', 'connection'),
  name: text,
  uuid: orNull(text),
  event: text,
  detail: text,
})

const load = orNull(figure)
const domainLoad = tupleOf(text, load, load, load, load, load, load)
const nodeLoad = fields({ cpu: load, memory: load, memoryTotal: load })

const taskRow = fields({
  id: text,
  person: text,
  verb: text,
  connection: orNull(text),
  subject: text,
  domain: orNull(text),
  at: figure,
  endedAt: orNull(figure),
  state: oneOf('running', 'done', 'failed', 'unknown'),
  error: orNull(apiError),
  virsh: orNull(text),
})

const question = variants('kind', {
  'host-key': { host: text, port: figure, keyType: text, fingerprint: text, randomart: text },
  credentials: {
    what: oneOf('ssh-password', 'ssh-questions', 'key-passphrase', 'sasl'),
    subject: text,
    reason: orNull(text),
    instruction: orNull(text),
    fields: listOf(fields({ label: text, secret: truth, value: text })),
  },
})

const questionRow = fields({
  id: text,
  uri: text,
  connection: orNull(text),
  askedAt: figure,
  until: figure,
  question,
})

const rung = fields({
  step: text,
  outcome: oneOf('ok', 'warned', 'failed', 'climbing', 'not-tried'),
  finding: text,
  advice: listOf(fields({ say: text, run: orNull(text) })),
  took: orNull(figure),
  trouble: orNull(text),
})

const revision: Shape = (value) => Number.isInteger(value) && Number(value) >= 0

const serverMessage = variants('type', {
  hello: { now: figure, build: text },
  connections: { rows: listOf(connectionRow) },
  connection: { row: connectionRow },
  forgotten: { connection: text },
  listing: { connection: text, revision, domains: listOf(domainRow) },
  changed: { connection: text, revision, domains: listOf(domainRow), removed: listOf(text) },
  stats: { connection: text, at: figure, node: orNull(nodeLoad), domains: listOf(domainLoad) },
  events: { connection: text, rows: listOf(hostEvent) },
  task: { row: taskRow },
  question: { row: questionRow },
  settled: { question: text },
  ladder: { examination: text, rungs: listOf(rung) },
})

const isServerMessage = (value: unknown): value is ServerMessage => serverMessage(value)

/** A frame from the server as a message, or null when it is not one this page understands. */
export function readMessage(frame: string): ServerMessage | null {
  try {
    const value: unknown = JSON.parse(frame)
    return isServerMessage(value) ? value : null
  } catch {
    // not JSON: the caller treats it like any other message it cannot read
    return null
  }
}
