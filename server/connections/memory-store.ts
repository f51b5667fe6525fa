import type { ConnectionRecord } from '../store/connections.ts'
import type { Attempt } from '../store/history.ts'
import type { ConnectionsDeps } from './connections.ts'
import { Keyring } from './keyring.ts'

/** A saved connection for tests: the built-in world, or what `change` makes of it. */
export const savedConnection = (change: Partial<ConnectionRecord> = {}): ConnectionRecord => ({
  id: 'one',
  uri: 'test:///default',
  readOnly: false,
  autoconnect: false,
  name: null,
  tags: [],
  createdAt: 0,
  createdBy: 'ada',
  ...change,
})

/** A store for tests that forgets with the process; `kept` and `attempts` show what it was told. */
export function memoryStore(records: readonly ConnectionRecord[] = []) {
  const kept = new Map(records.map((record) => [record.id, record]))
  const attempts: (Attempt & { person: string })[] = []
  const store: ConnectionsDeps['store'] = {
    connections: {
      all: async () => [...kept.values()],
      insert: async (record) => {
        kept.set(record.id, record)
      },
      update: async (id, change) => {
        kept.set(id, { ...kept.get(id), ...change } as ConnectionRecord)
      },
      remove: async (id) => {
        kept.delete(id)
      },
    },
    history: {
      record: async (person, attempt) => {
        attempts.push({ person, ...attempt })
      },
    },
  }
  return { store, kept, attempts }
}

/** Keyrings for tests: what is on them ends with them. */
export const forgetful: ConnectionsDeps['credentials'] = {
  of: () => new Keyring(null),
  forget: () => {},
}
