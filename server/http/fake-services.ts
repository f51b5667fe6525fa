import type { ConnectionRow, TaskRow } from '../../lib/contract/live.ts'
import { Failure } from '../../lib/failure.ts'
import { type FakeDriver, fakeDomain } from '../connections/fake-driver.ts'
import { newId } from '../store/new-id.ts'
import type { ChangeService, ConnectionService, StatsService, TaskService } from './services.ts'

export const here = 'here'
export const elsewhere = 'elsewhere'

export const connectionRow = (id: string): ConnectionRow => ({
  id,
  uri: `test:///${id}`,
  name: null,
  readOnly: false,
  autoconnect: false,
  tags: [],
  state: { phase: 'closed', error: null },
  running: 0,
  total: 0,
})

/** Two connections, `here` and `elsewhere`, that agree to everything. */
export function fakeConnections(driver: FakeDriver): ConnectionService {
  const rows = [connectionRow(here), connectionRow(elsewhere)]
  const row = (id: string) => {
    const found = rows.find((one) => one.id === id)
    if (found === undefined) throw new Failure('connection.missing')
    return found
  }
  return {
    rows: () => rows,
    row,
    open: ({ uri }) => ({ ...connectionRow('new'), uri }),
    update: row,
    reopen: row,
    close: row,
    remove: (id) => void row(id),
    driver: (id) => {
      row(id)
      return driver
    },
    domains: () => [{ ...fakeDomain(1), since: null }],
    events: () => [],
    surroundings: () => ({ uid: 0, env: {}, libvirtConf: null, sockets: [], showcase: '' }),
    examine: () => [],
  }
}

const fakeTask = (about: Pick<TaskRow, 'person' | 'verb' | 'connection' | 'domain'>): TaskRow => ({
  id: newId(),
  subject: 'guest',
  at: 0,
  endedAt: null,
  state: 'running',
  error: null,
  virsh: null,
  ...about,
})

/** Takes on whatever it is asked. */
export const fakeChanges: ChangeService = {
  domain: async ({ connection, domain, change }, { name: person }) =>
    fakeTask({ person, verb: `domain.${change}`, connection, domain }),
  host: async ({ connection, change }, { name: person }) =>
    fakeTask({ person, verb: `domain.${change}`, connection, domain: null }),
}

export const fakeTasks: TaskService = {
  act: (connection, domain, action, { name: person }) =>
    fakeTask({ person, verb: `domain.${action}`, connection, domain }),
  list: () => [],
}

export const fakeStats: StatsService = {
  domain: () => ({
    at: [],
    cpu: [],
    memory: [],
    diskRead: [],
    diskWrite: [],
    netIn: [],
    netOut: [],
  }),
  node: () => ({ at: [], cpu: [], memory: [] }),
  recent: () => [],
}
