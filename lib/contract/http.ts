import { z } from 'zod'
import { hostLogs } from '../libvirt/abilities.ts'
import { type Schedule, type VcpuReport, vcpuStates } from '../libvirt/vcpus.ts'
import { changeEndpoints } from './changes.ts'
import { consoleEndpoints } from './consoles.ts'
import { endpoint, id, onConnection, onDomain } from './endpoint.ts'
import { apiError } from './errors.ts'
import { connectionRow, domainLoad, hostEvent, nodeLoad, taskRow } from './live.ts'
import { answer, rung } from './opening.ts'
import { grant, password, person, personName, sessionRow } from './people.ts'

const uri = z.string().max(4096)
const done = z.object({})

const act = (verb: string) =>
  endpoint(
    'POST',
    `/connections/{connection}/domains/{domain}/${verb}`,
    'operate',
    'connection',
    `domain.${verb}`,
  )
    .input(onDomain)
    .output(taskRow)

/** Who is asking, and what the sign-in page must offer: `setup` is true until the first administrator exists. */
export const whoami = z.object({ person: person.nullable(), setup: z.boolean() })

export const historyEntry = z.object({
  id: z.string(),
  uri,
  readOnly: z.boolean(),
  name: z.string().nullable(),
  pinned: z.boolean(),
  /** When it was last tried, how that ended (null: it opened) and how long that took, ms. */
  at: z.number(),
  error: apiError.nullable(),
  took: z.number().nullable(),
})
export type HistoryEntry = z.infer<typeof historyEntry>

/** What planning a URI depends on, as the server sees it (uid, environment, libvirt.conf, sockets that exist). */
export const surroundings = z.object({
  uid: z.number(),
  env: z.record(z.string(), z.string()),
  libvirtConf: z.string().nullable(),
  sockets: z.array(z.string()),
  /** Names of hosts in ~/.ssh/config; left out where nobody offers them. */
  sshHosts: z.array(z.string()).optional(),
  /** A world file that ships with the product, as its test:///path URI. */
  showcase: z.string(),
})
export type Surroundings = z.infer<typeof surroundings>

/** virNodeInfo and what else the host says of itself. memory in KiB, mhz 0 when unknown. */
export const nodeReport = z.object({
  hostname: z.string().nullable(),
  hypervisor: z.string(),
  version: z.string().nullable(),
  libraryVersion: z.string().nullable(),
  model: z.string(),
  memory: z.number(),
  cpus: z.number(),
  mhz: z.number(),
  nodes: z.number(),
  sockets: z.number(),
  cores: z.number(),
  threads: z.number(),
})

/** One virtual CPU (virVcpuInfo): `cpu` is the node's that it runs on now, null when on none; cpuTime in nanoseconds. */
export const vcpuReport = z.object({
  vcpu: z.number(),
  state: z.enum(vcpuStates),
  cpu: z.number().nullable(),
  cpuTime: z.number().nullable(),
  /** The node's CPUs that it may run on. */
  cpus: z.array(z.number()),
}) satisfies z.ZodType<VcpuReport>

export const schedule = z.object({
  /** credit, posix, fair … (virDomainGetSchedulerType). */
  type: z.string(),
  parameters: z.array(z.object({ name: z.string(), value: z.number() })),
}) satisfies z.ZodType<Schedule>

/** Columns of equal length: times (ms) and one array a measure; null where nothing was measured. */
const series = z.array(z.number().nullable())
export const domainHistory = z.object({
  at: z.array(z.number()),
  cpu: series,
  memory: series,
  diskRead: series,
  diskWrite: series,
  netIn: series,
  netOut: series,
})
export type DomainHistory = z.infer<typeof domainHistory>
export const nodeHistory = z.object({ at: z.array(z.number()), cpu: series, memory: series })
export type NodeHistory = z.infer<typeof nodeHistory>

export const auditRow = z.object({
  id: z.number(),
  at: z.number(),
  person: z.string().nullable(),
  address: z.string(),
  verb: z.string(),
  subject: z.string(),
  result: z.string(),
  detail: z.string().nullable(),
  hash: z.string(),
})
export type AuditRow = z.infer<typeof auditRow>

/** Every endpoint under /api, one row each. The server must serve all of these; the browser may call any of these. */
export const contract = {
  session: {
    who: endpoint('GET', '/session', 'anyone', 'any', null).output(whoami),
    /** The one-time link: makes the first administrator and signs them in. */
    claim: endpoint('POST', '/session/claim', 'anyone', 'any', 'session.claim')
      .input(z.object({ token: z.string().max(128), name: personName, password }))
      .output(whoami),
    signIn: endpoint('POST', '/session', 'anyone', 'any', 'session.sign-in')
      .input(z.object({ name: z.string().max(256), password: z.string().max(1024) }))
      .output(whoami),
    signOut: endpoint('DELETE', '/session', 'signed-in', 'any', 'session.sign-out').output(done),
    list: endpoint('GET', '/sessions', 'signed-in', 'any', null).output(z.array(sessionRow)),
    revoke: endpoint('DELETE', '/sessions/{session}', 'signed-in', 'any', 'session.revoke')
      .input(z.object({ session: id }))
      .output(done),
    setPassword: endpoint('PUT', '/session/password', 'signed-in', 'any', 'session.set-password')
      .input(z.object({ current: z.string().max(1024), password }))
      .output(done),
  },
  people: {
    list: endpoint('GET', '/people', 'administer', 'all', null).output(z.array(person)),
    create: endpoint('POST', '/people', 'administer', 'all', 'person.create')
      .input(z.object({ name: personName, password, grants: z.array(grant).max(1000) }))
      .output(person),
    update: endpoint('PUT', '/people/{person}', 'administer', 'all', 'person.update')
      .input(
        z.object({ person: id, grants: z.array(grant).max(1000), password: password.optional() }),
      )
      .output(person),
    remove: endpoint('DELETE', '/people/{person}', 'administer', 'all', 'person.remove')
      .input(z.object({ person: id }))
      .output(done),
  },
  connections: {
    list: endpoint('GET', '/connections', 'view', 'any', null).output(z.array(connectionRow)),
    /** Opens a URI: answers at once with the connection, whose life then arrives by the live path. */
    open: endpoint('POST', '/connections', 'administer', 'all', 'connection.open')
      .input(
        z.object({
          uri,
          readOnly: z.boolean().default(false),
          autoconnect: z.boolean().default(false),
          name: z.string().trim().min(1).max(200).nullable().default(null),
        }),
      )
      .output(connectionRow),
    update: endpoint(
      'PUT',
      '/connections/{connection}',
      'administer',
      'connection',
      'connection.update',
    )
      .input(
        z.object({
          connection: id,
          name: z.string().trim().min(1).max(200).nullable().optional(),
          autoconnect: z.boolean().optional(),
          tags: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
        }),
      )
      .output(connectionRow),
    /** Tries again now, from lost or closed. */
    reopen: endpoint(
      'POST',
      '/connections/{connection}/reopen',
      'operate',
      'connection',
      'connection.reopen',
    )
      .input(onConnection)
      .output(connectionRow),
    close: endpoint(
      'POST',
      '/connections/{connection}/close',
      'administer',
      'connection',
      'connection.close',
    )
      .input(onConnection)
      .output(connectionRow),
    remove: endpoint(
      'DELETE',
      '/connections/{connection}',
      'administer',
      'connection',
      'connection.remove',
    )
      .input(onConnection)
      .output(done),
    node: endpoint('GET', '/connections/{connection}/node', 'view', 'connection', null)
      .input(onConnection)
      .output(nodeReport),
    capabilities: endpoint(
      'GET',
      '/connections/{connection}/capabilities',
      'view',
      'connection',
      null,
    )
      .input(onConnection)
      .output(z.object({ xml: z.string() })),
    stats: endpoint('GET', '/connections/{connection}/stats', 'view', 'connection', null)
      .input(onConnection)
      .output(nodeHistory),
    /** What the host's own daemon, or the hypervisor below it, has written down: its end, at most 1 MiB. */
    log: endpoint('GET', '/connections/{connection}/log', 'administer', 'connection', null)
      .input(onConnection.extend({ of: z.enum(hostLogs) }))
      .output(z.object({ text: z.string(), whole: z.boolean() })),
    events: endpoint('GET', '/connections/{connection}/events', 'view', 'connection', null)
      .input(onConnection)
      .output(z.array(hostEvent)),
    surroundings: endpoint('GET', '/surroundings', 'administer', 'all', null).output(surroundings),
    /** Climbs the ladder for a URI without keeping anything. */
    examine: endpoint('POST', '/doctor', 'administer', 'all', 'connection.examine')
      .input(
        z.object({
          uri,
          readOnly: z.boolean().default(false),
          /** The asker's own name for it: with one, each rung is also told by the live path as it is climbed. */
          examination: id.nullable().default(null),
        }),
      )
      .output(z.array(rung)),
  },
  questions: {
    /** Answers what an attempt of one's own waits for. The values are neither logged nor audited. */
    answer: endpoint('PUT', '/questions/{question}', 'signed-in', 'any', 'question.answer')
      .input(z.object({ question: id, answer }))
      .output(done),
  },
  history: {
    list: endpoint('GET', '/history', 'view', 'any', null).output(z.array(historyEntry)),
    update: endpoint('PUT', '/history/{entry}', 'view', 'any', 'history.update')
      .input(
        z.object({
          entry: id,
          pinned: z.boolean().optional(),
          name: z.string().trim().min(1).max(200).nullable().optional(),
        }),
      )
      .output(historyEntry),
    forget: endpoint('DELETE', '/history/{entry}', 'view', 'any', 'history.forget')
      .input(z.object({ entry: id }))
      .output(done),
    /** Forgets everything that is not pinned. */
    clear: endpoint('DELETE', '/history', 'view', 'any', 'history.clear').output(done),
  },
  domains: {
    start: act('start'),
    suspend: act('suspend'),
    resume: act('resume'),
    shutdown: act('shutdown'),
    reboot: act('reboot'),
    reset: act('reset'),
    destroy: act('destroy'),
    managedSave: act('managedSave'),
    ...changeEndpoints,
    xml: endpoint(
      'GET',
      '/connections/{connection}/domains/{domain}/xml',
      'view',
      'connection',
      null,
    )
      .input(onDomain.extend({ inactive: z.stringbool().default(false) }))
      .output(z.object({ xml: z.string() })),
    vcpus: endpoint(
      'GET',
      '/connections/{connection}/domains/{domain}/vcpus',
      'view',
      'connection',
      null,
    )
      .input(onDomain)
      .output(z.array(vcpuReport)),
    schedule: endpoint(
      'GET',
      '/connections/{connection}/domains/{domain}/schedule',
      'view',
      'connection',
      null,
    )
      .input(onDomain)
      .output(schedule),
    stats: endpoint(
      'GET',
      '/connections/{connection}/domains/{domain}/stats',
      'view',
      'connection',
      null,
    )
      .input(onDomain)
      .output(domainHistory),
    /** The newest loads of all domains at once, so that a list's sparklines are full when it opens. */
    recent: endpoint('GET', '/connections/{connection}/recent', 'view', 'connection', null)
      .input(onConnection)
      .output(
        z.array(
          z.object({ at: z.number(), node: nodeLoad.nullable(), domains: z.array(domainLoad) }),
        ),
      ),
  },
  consoles: consoleEndpoints,
  tasks: {
    /** The newest 200 that this person may see, newest first. */
    list: endpoint('GET', '/tasks', 'view', 'any', null).output(z.array(taskRow)),
  },
  audit: {
    list: endpoint('GET', '/audit', 'administer', 'all', null)
      .input(z.object({ before: z.coerce.number().int().optional() }))
      .output(z.object({ rows: z.array(auditRow), intact: z.boolean() })),
  },
}
export type Contract = typeof contract
