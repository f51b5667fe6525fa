import { z } from 'zod'
import { abilities } from '../libvirt/abilities.ts'
import type { Domain, DomainDetails } from '../libvirt/domain.ts'
import { domainStates } from '../libvirt/domain-state.ts'
import type { HostEvent } from '../libvirt/events.ts'
import { rungs } from '../libvirt/rungs.ts'
import { apiError } from './errors.ts'
import { questionRow, rung } from './opening.ts'

const details = z.object({
  title: z.string().nullable(),
  description: z.string().nullable(),
  osType: z.string().nullable(),
  arch: z.string().nullable(),
  machine: z.string().nullable(),
  system: z.string().nullable(),
  firmware: z.enum(['bios', 'uefi']).nullable(),
  graphics: z.array(z.string()),
  disks: z.array(z.object({ target: z.string(), source: z.string().nullable() })),
  interfaces: z.array(
    z.object({
      mac: z.string().nullable(),
      source: z.string().nullable(),
      model: z.string().nullable(),
      target: z.string().nullable(),
    }),
  ),
  addresses: z.array(z.string()),
}) satisfies z.ZodType<DomainDetails>

/** A domain as the browser sees it: the driver's record and since when (ms) its state is so, null when that began before we looked. */
export const domainRow = z.object({
  uuid: z.string(),
  name: z.string(),
  id: z.number().nullable(),
  state: z.enum(domainStates),
  reason: z.string(),
  persistent: z.boolean(),
  autostart: z.boolean(),
  managedSave: z.boolean(),
  vcpus: z.number(),
  memory: z.number(),
  maxMemory: z.number(),
  details: details.nullable(),
  since: z.number().nullable(),
}) satisfies z.ZodType<Domain & { since: number | null }>
export type DomainRow = z.infer<typeof domainRow>

/** A connection's life as one value. Times are ms since the epoch. */
export const connectionState = z.discriminatedUnion('phase', [
  /** Not asked to be open; `error` is why the last attempt ended, when one did. */
  z.object({ phase: z.literal('closed'), error: apiError.nullable() }),
  z.object({
    phase: z.literal('opening'),
    rung: z.enum(rungs),
    /** It waits for somebody's answer: nobody is late. */
    asks: z.boolean(),
    since: z.number(),
  }),
  z.object({
    phase: z.literal('open'),
    since: z.number(),
    /** virConnectGetType: QEMU, TEST, Xen … */
    hypervisor: z.string(),
    hostname: z.string().nullable(),
    /** Of the hypervisor and of libvirt on the far side, as dotted text. */
    version: z.string().nullable(),
    libraryVersion: z.string().nullable(),
    /** What it cannot do of all that some hypervisor can. */
    lacks: z.array(z.enum(abilities)),
  }),
  /** It was open, or is kept open, and is not now. `retryAt` null: somebody has to act. */
  z.object({
    phase: z.literal('lost'),
    error: apiError,
    since: z.number(),
    retryAt: z.number().nullable(),
  }),
])
export type ConnectionState = z.infer<typeof connectionState>

export const connectionRow = z.object({
  id: z.string(),
  uri: z.string(),
  /** The person's own word for it, or null: then the URI's host or driver names it. */
  name: z.string().nullable(),
  readOnly: z.boolean(),
  autoconnect: z.boolean(),
  tags: z.array(z.string()),
  state: connectionState,
  running: z.number(),
  total: z.number(),
})
export type ConnectionRow = z.infer<typeof connectionRow>

/** A change somebody asked for, from the click to its end. `unknown`: the link was lost while it was under way. */
export const taskRow = z.object({
  id: z.string(),
  person: z.string(),
  /** The audit verb: `domain.start`, `connection.open` … */
  verb: z.string(),
  connection: z.string().nullable(),
  /** What it is done to, as a person would call it, and its uuid when it is a domain. */
  subject: z.string(),
  domain: z.string().nullable(),
  at: z.number(),
  endedAt: z.number().nullable(),
  state: z.enum(['running', 'done', 'failed', 'unknown']),
  error: apiError.nullable(),
  /** The virsh command that would have done the same, or null. */
  virsh: z.string().nullable(),
})
export type TaskRow = z.infer<typeof taskRow>

export const hostEvent = z.object({
  id: z.number(),
  at: z.number(),
  object: z.enum(['domain', 'network', 'pool', 'node-device', 'secret', 'connection']),
  name: z.string(),
  uuid: z.string().nullable(),
  event: z.string(),
  detail: z.string(),
}) satisfies z.ZodType<HostEvent & { id: number; at: number }>
export type HostEventRow = z.infer<typeof hostEvent>

/**
 * Load of one domain over the last tick; null where the hypervisor does not say.
 * cpu: share of its vCPUs (0…1). memory: KiB in use. Rates: bytes a second.
 */
export const domainLoad = z.tuple([
  z.string(),
  z.number().nullable(),
  z.number().nullable(),
  z.number().nullable(),
  z.number().nullable(),
  z.number().nullable(),
  z.number().nullable(),
])
/** [uuid, cpu, memory, diskRead, diskWrite, netIn, netOut] */
export type DomainLoad = z.infer<typeof domainLoad>

/** Load of the node: cpu 0…1, memory in use and in all (KiB). */
export const nodeLoad = z.object({
  cpu: z.number().nullable(),
  memory: z.number().nullable(),
  memoryTotal: z.number().nullable(),
})
export type NodeLoad = z.infer<typeof nodeLoad>

const connection = z.string()
const revision = z.number().int().nonnegative()

/** Server to browser. A `changed` whose revision is not the last one plus one is a gap: watch again. */
export const serverMessage = z.discriminatedUnion('type', [
  /** First on every socket. `now` lets a browser with a wrong clock show right ages. */
  z.object({ type: z.literal('hello'), now: z.number(), build: z.string() }),
  /** All connections this person may see; first after hello, and whenever their grants change. */
  z.object({ type: z.literal('connections'), rows: z.array(connectionRow) }),
  z.object({ type: z.literal('connection'), row: connectionRow }),
  z.object({ type: z.literal('forgotten'), connection }),
  z.object({ type: z.literal('listing'), connection, revision, domains: z.array(domainRow) }),
  z.object({
    type: z.literal('changed'),
    connection,
    revision,
    domains: z.array(domainRow),
    removed: z.array(z.string()),
  }),
  z.object({
    type: z.literal('stats'),
    connection,
    at: z.number(),
    node: nodeLoad.nullable(),
    domains: z.array(domainLoad),
  }),
  z.object({ type: z.literal('events'), connection, rows: z.array(hostEvent) }),
  z.object({ type: z.literal('task'), row: taskRow }),
  /** Open questions to this person; first after the connections. Whoever answers first settles one for all their tabs. */
  z.object({ type: z.literal('question'), row: questionRow }),
  z.object({ type: z.literal('settled'), question: z.string() }),
  /** How far an examination that this person asked for has come; the answer to the request is the last of it. */
  z.object({ type: z.literal('ladder'), examination: z.string(), rungs: z.array(rung) }),
])
export type ServerMessage = z.infer<typeof serverMessage>

/** Browser to server. `watch` asks for the listing and what follows; asking again asks for the listing again. */
export const browserMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('watch'), connection: z.string().max(64) }),
  z.object({ type: z.literal('unwatch'), connection: z.string().max(64) }),
  /** Whether this tab is looked at: a hidden one gets no stats. */
  z.object({ type: z.literal('stats'), on: z.boolean() }),
  /** Somebody is back: hosts that are lost are worth trying now. */
  z.object({ type: z.literal('nudge') }),
])
export type BrowserMessage = z.infer<typeof browserMessage>
