import { expect } from 'vitest'
import { type Clock, systemClock } from '../../lib/clock.ts'
import type { TaskRow } from '../../lib/contract/live.ts'
import type { Person } from '../../lib/contract/people.ts'
import type { Change } from '../../server/connections/connection.ts'
import { Connections, type ConnectionsDeps } from '../../server/connections/connections.ts'
import { forgetful, memoryStore } from '../../server/connections/memory-store.ts'
import { Questions } from '../../server/connections/questions.ts'
import { quiet } from '../../server/connections/quiet-log.ts'
import { Tasks } from '../../server/live/tasks.ts'
import { newId } from '../../server/store/new-id.ts'

export const ada: Person = { id: 'ada', name: 'Ada', grants: [], createdAt: 0 }

/** Connections that open like this, everything they told, and waiting for what they come to tell. */
export function watchedConnections(
  openDriver: ConnectionsDeps['openDriver'],
  clock: Clock = systemClock,
) {
  const told: Change[] = []
  const connections = new Connections({
    store: memoryStore().store,
    openDriver,
    surroundings: async () => ({ uid: 0, env: {}, libvirtConf: null, sockets: [], showcase: '' }),
    questions: new Questions({ clock, log: quiet }),
    credentials: forgetful,
    clock,
    log: quiet,
  })
  connections.subscribe((change) => told.push(change))
  const until = (fits: (change: Change) => boolean, from = told.length) =>
    expect.poll(() => told.slice(from).some(fits), { interval: 2, timeout: 10_000 }).toBe(true)
  const becomes = (phase: string, from?: number) =>
    until((change) => change.type === 'connection' && change.row.state.phase === phase, from)
  const open = async (uri: string) => {
    const { id } = await connections.open(
      { uri, readOnly: false, autoconnect: false, name: null },
      ada,
    )
    await becomes('open', 0)
    return id
  }
  return { connections, told, until, becomes, open }
}

/** Tasks over them that nobody keeps, and how each ended. */
export function watchedTasks(connections: Connections) {
  const ends: TaskRow[] = []
  const tasks = new Tasks({
    connections,
    archive: {
      insert: async () => {},
      finish: async () => {},
      recent: async () => [],
      abandon: async () => {},
    },
    newId,
    clock: systemClock,
    log: quiet,
  })
  tasks.subscribe((row) => row.state !== 'running' && ends.push(row))
  return { tasks, ends }
}
