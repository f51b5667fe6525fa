import type { Role } from '../../lib/contract/people.ts'
import type { Milliseconds } from '../../lib/units.ts'

/** 0 or 1: the one spelling of a truth value that SQLite and PostgreSQL both keep in an integer column. */
export type Flag = 0 | 1
export const flag = (value: boolean): Flag => (value ? 1 : 0)

/** The database as queries see it, one interface a table. Lists and records are JSON in text columns. */
export interface Tables {
  people: PersonTable
  grants: GrantTable
  sessions: SessionTable
  claims: ClaimTable
  connections: ConnectionTable
  secrets: SecretTable
  history: HistoryTable
  tasks: TaskTable
  audit: AuditTable
}

interface PersonTable {
  id: string
  name: string
  /** The name as it is compared: unique, whatever the case it is typed in. */
  nameKey: string
  passwordHash: string
  createdAt: Milliseconds
}

interface GrantTable {
  person: string
  /** null: on everything. */
  connection: string | null
  role: Role
}

export interface SessionTable {
  id: string
  /** SHA-256 of what the cookie carries, hexadecimal. */
  tokenHash: string
  person: string
  startedAt: Milliseconds
  seenAt: Milliseconds
  endsAt: Milliseconds
  address: string
  agent: string
}

interface ClaimTable {
  tokenHash: string
  purpose: 'first' | 'recovery'
  endsAt: Milliseconds
}

interface ConnectionTable {
  id: string
  uri: string
  readOnly: Flag
  autoconnect: Flag
  name: string | null
  tags: string
  createdAt: Milliseconds
  createdBy: string
}

export interface SecretTable {
  id: string
  connection: string
  keyId: string
  /** What only that key opens, base64 (sealer.ts). */
  sealed: string
  createdAt: Milliseconds
}

interface HistoryTable {
  id: string
  person: string
  uri: string
  readOnly: Flag
  name: string | null
  pinned: Flag
  at: Milliseconds
  error: string | null
  took: Milliseconds | null
}

interface TaskTable {
  id: string
  person: string
  verb: string
  connection: string | null
  subject: string
  domain: string | null
  at: Milliseconds
  endedAt: Milliseconds | null
  state: string
  error: string | null
  virsh: string | null
}

interface AuditTable {
  id: number
  at: Milliseconds
  person: string | null
  address: string
  verb: string
  subject: string
  result: string
  detail: string | null
  hash: string
}
