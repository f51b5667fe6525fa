import type { DomainHistory, NodeHistory, Surroundings } from '../../lib/contract/http.ts'
import type {
  ConnectionRow,
  DomainLoad,
  DomainRow,
  HostEventRow,
  NodeLoad,
  TaskRow,
} from '../../lib/contract/live.ts'
import type { Rung } from '../../lib/contract/opening.ts'
import type { Permission, Person } from '../../lib/contract/people.ts'
import type { DomainAction } from '../../lib/libvirt/domain-state.ts'
import type { Audit } from '../audit/audit.ts'
import type { Auth } from '../auth/auth.ts'
import type { Questions } from '../connections/questions.ts'
import type { Consoles } from '../consoles/consoles.ts'
import type { Driver } from '../drivers/driver.ts'
import type { Changes } from '../live/changes.ts'
import type { ConnectionChange } from '../store/connections.ts'
import type { HistoryStore } from '../store/history.ts'

type Answer<T> = T | Promise<T>

/** What the endpoints need of the rest of the server, no more; every method throws Failure. */
export interface Services {
  auth: Auth
  audit: Audit
  history: HistoryStore
  connections: ConnectionService
  questions: Pick<Questions, 'answer'>
  tasks: TaskService
  changes: ChangeService
  consoles: ConsoleService
  stats: StatsService
}

export interface ConnectionService {
  rows(): ConnectionRow[]
  /** Throws connection.missing, as every method that takes an id. */
  row(id: string): ConnectionRow
  open(
    wanted: { uri: string; readOnly: boolean; autoconnect: boolean; name: string | null },
    by: Person,
  ): Answer<ConnectionRow>
  update(id: string, change: ConnectionChange): Answer<ConnectionRow>
  reopen(id: string, by: Person): Answer<ConnectionRow>
  close(id: string): Answer<ConnectionRow>
  remove(id: string): Answer<void>
  /** Throws connection.not-open. */
  driver(id: string): Driver
  domains(id: string): DomainRow[]
  events(id: string): Answer<HostEventRow[]>
  surroundings(): Answer<Surroundings>
  examine(
    wanted: { uri: string; readOnly: boolean; examination: string | null },
    by: Person,
    signal?: AbortSignal,
  ): Answer<Rung[]>
}

export interface TaskService {
  act(connection: string, domain: string, action: DomainAction, by: Person): Answer<TaskRow>
  /** The newest 200 that `may` lets through, newest first. */
  list(may: (needs: Permission, connection: string | null) => boolean): Answer<TaskRow[]>
}

export type ChangeService = Pick<Changes, 'domain' | 'host'>

export type ConsoleService = Pick<Consoles, 'list' | 'admit' | 'sendBreak' | 'enter' | 'find'>

export interface StatsService {
  domain(connection: string, uuid: string): DomainHistory
  node(connection: string): NodeHistory
  recent(connection: string): { at: number; node: NodeLoad | null; domains: DomainLoad[] }[]
}
