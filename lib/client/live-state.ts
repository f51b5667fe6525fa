import type {
  ConnectionRow,
  DomainRow,
  HostEventRow,
  ServerMessage,
  TaskRow,
} from '../contract/live.ts'
import type { QuestionRow, Rung } from '../contract/opening.ts'
import { addTick, keptTicks, type LoadSample, type Tick } from './loads.ts'

/** All domains of a connection at a revision, by uuid. */
export interface Listing {
  revision: number
  domains: ReadonlyMap<string, DomainRow>
}

/** What the page knows by the live path. A value that did not change is the same object as before. */
export interface LiveState {
  /** The server's build at the first hello, and whether a later one had another: then the page should be loaded anew. */
  build: string | null
  outdated: boolean
  /** null until the server has said which there are. */
  connections: ReadonlyMap<string, ConnectionRow> | null
  /** Of the connections that are watched. */
  listings: ReadonlyMap<string, Listing>
  loads: ReadonlyMap<string, readonly Tick[]>
  /** Newest last. */
  events: ReadonlyMap<string, readonly HostEventRow[]>
  tasks: ReadonlyMap<string, TaskRow>
  /** What the server waits for this person to answer, by id. */
  questions: ReadonlyMap<string, QuestionRow>
  /** The newest examination that this person asked for, as far as it has come. */
  ladder: { examination: string; rungs: readonly Rung[] } | null
}

export const nothingYet: LiveState = {
  build: null,
  outdated: false,
  connections: null,
  listings: new Map(),
  loads: new Map(),
  events: new Map(),
  tasks: new Map(),
  questions: new Map(),
  ladder: null,
}

const keptEvents = 500
const keptTasks = 200

/**
 * A batch of messages on its way into the state. Each map is copied at most once a batch, however many messages
 * touch it: a burst of 1000 changes costs one copy of one listing. `copied` are the maps this batch made.
 */
interface Draft {
  state: LiveState
  gaps: Set<string>
  copied: Set<ReadonlyMap<string, unknown>>
}

function own<Value>(draft: Draft, map: ReadonlyMap<string, Value>): Map<string, Value> {
  const copy = draft.copied.has(map) ? (map as Map<string, Value>) : new Map(map)
  draft.copied.add(copy)
  return copy
}

/** `map` with one entry more, or (value undefined) one less. */
function put<Value>(
  draft: Draft,
  map: ReadonlyMap<string, Value>,
  id: string,
  value: Value | undefined,
): ReadonlyMap<string, Value> {
  if (value === undefined && !map.has(id)) return map
  const copy = own(draft, map)
  if (value === undefined) copy.delete(id)
  else copy.set(id, value)
  return copy
}

function forget(draft: Draft, id: string): void {
  const { state } = draft
  draft.state = {
    ...state,
    connections: state.connections && put(draft, state.connections, id, undefined),
    listings: put(draft, state.listings, id, undefined),
    loads: put(draft, state.loads, id, undefined),
    events: put(draft, state.events, id, undefined),
  }
}

function putTasks(draft: Draft, rows: readonly TaskRow[]): void {
  const tasks = own(draft, draft.state.tasks)
  for (const row of rows) {
    // one that has ended is never unended by an older word about it
    if ((tasks.get(row.id)?.endedAt ?? null) === null) tasks.set(row.id, row)
  }
  const tooMany = tasks.size - keptTasks
  if (tooMany > 0) {
    const oldest = [...tasks.values()].sort((a, b) => a.at - b.at).slice(0, tooMany)
    for (const { id } of oldest) tasks.delete(id)
  }
  draft.state = { ...draft.state, tasks }
}

type Steps = {
  [Type in ServerMessage['type']]: (
    draft: Draft,
    message: Extract<ServerMessage, { type: Type }>,
  ) => void
}

const steps: Steps = {
  hello: (draft, { build }) => {
    const first = draft.state.build ?? build
    // whatever still waits is told anew on each socket; what was settled meanwhile never comes again
    const { questions } = nothingYet
    draft.state = { ...draft.state, build: first, outdated: build !== first, questions }
  },
  connections: (draft, { rows }) => {
    const connections = new Map(rows.map((row) => [row.id, row]))
    for (const id of draft.state.connections?.keys() ?? []) {
      if (!connections.has(id)) forget(draft, id)
    }
    draft.state = { ...draft.state, connections }
  },
  connection: (draft, { row }) => {
    const connections = put(draft, draft.state.connections ?? new Map(), row.id, row)
    draft.state = { ...draft.state, connections }
  },
  forgotten: (draft, { connection }) => forget(draft, connection),
  listing: (draft, { connection, revision, domains }) => {
    const listing = { revision, domains: new Map(domains.map((row) => [row.uuid, row])) }
    draft.state = {
      ...draft.state,
      listings: put(draft, draft.state.listings, connection, listing),
    }
  },
  changed: (draft, { connection, revision, domains: rows, removed }) => {
    const before = draft.state.listings.get(connection)
    if (before === undefined || revision !== before.revision + 1) {
      draft.gaps.add(connection)
      return
    }
    const domains = own(draft, before.domains)
    for (const uuid of removed) domains.delete(uuid)
    for (const row of rows) domains.set(row.uuid, row)
    const listings = put(draft, draft.state.listings, connection, { revision, domains })
    draft.state = { ...draft.state, listings }
  },
  stats: (draft, message) => {
    const ticks = addTick(draft.state.loads.get(message.connection) ?? [], message)
    draft.state = {
      ...draft.state,
      loads: put(draft, draft.state.loads, message.connection, ticks),
    }
  },
  events: (draft, { connection, rows }) => {
    const events = [...(draft.state.events.get(connection) ?? []), ...rows].slice(-keptEvents)
    draft.state = { ...draft.state, events: put(draft, draft.state.events, connection, events) }
  },
  task: (draft, { row }) => putTasks(draft, [row]),
  question: (draft, { row }) => {
    const questions = put(draft, draft.state.questions, row.id, row)
    draft.state = { ...draft.state, questions }
  },
  settled: (draft, { question }) => {
    const questions = put(draft, draft.state.questions, question, undefined)
    draft.state = { ...draft.state, questions }
  },
  // only the newest is looked at: an older one's words are of no use to anybody
  ladder: (draft, { examination, rungs }) => {
    draft.state = { ...draft.state, ladder: { examination, rungs } }
  },
}

const begin = (state: LiveState): Draft => ({ state, gaps: new Set(), copied: new Set() })

/** Pure. Takes in messages in order; `gaps` are the connections of which a revision was missed: watch them again. */
export function applyMessages(
  state: LiveState,
  messages: readonly ServerMessage[],
): { state: LiveState; gaps: ReadonlySet<string> } {
  const draft = begin(state)
  for (const message of messages) {
    const step = steps[message.type] as (draft: Draft, message: ServerMessage) => void
    step(draft, message)
  }
  return draft
}

/** Pure. Takes in the tasks that were there before this page looked. */
export function applyTasks(state: LiveState, rows: readonly TaskRow[]): LiveState {
  const draft = begin(state)
  putTasks(draft, rows)
  return draft.state
}

/** Pure. Puts what was measured before this page looked in front of what it has seen itself. */
export function applyRecent(
  state: LiveState,
  connection: string,
  samples: readonly LoadSample[],
): LiveState {
  const seen = state.loads.get(connection) ?? []
  const first = seen[0]?.at ?? Number.POSITIVE_INFINITY
  const before = samples
    .filter(({ at }) => at < first)
    .sort((a, b) => a.at - b.at)
    .reduce<readonly Tick[]>(addTick, [])
  const ticks = [...before, ...seen].slice(-keptTicks)
  return { ...state, loads: new Map(state.loads).set(connection, ticks) }
}
