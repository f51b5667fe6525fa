import { auditStore } from './audit.ts'
import { claimStore } from './claims.ts'
import { connectionStore } from './connections.ts'
import { openDatabase } from './database.ts'
import { historyStore } from './history.ts'
import { peopleStore } from './people.ts'
import { secretStore } from './secrets.ts'
import { sessionStore } from './sessions.ts'
import { taskStore } from './tasks.ts'

/**
 * Everything Oirase keeps, one member a saved thing. What a call has answered survives a power cut.
 * Throws what the file system or the database says when the folder cannot be used.
 */
export async function openStore(folder: string) {
  const db = await openDatabase(folder)
  return {
    people: peopleStore(db),
    sessions: sessionStore(db),
    claims: claimStore(db),
    connections: connectionStore(db),
    secrets: secretStore(db),
    history: historyStore(db),
    tasks: taskStore(db),
    audit: auditStore(db),
    close: () => db.destroy(),
  }
}
export type Store = Awaited<ReturnType<typeof openStore>>
