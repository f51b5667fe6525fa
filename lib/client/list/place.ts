import type { ConnectionRow } from '../../contract/live.ts'
import { connectionName, hostInUri } from '../connection-name.ts'
import type { ListedConnection } from './listed.ts'

/** A connection as lists need it: what a filter may call it by is made once for a row of it. */
export function listedConnection(row: ConnectionRow): ListedConnection {
  const { uri, tags, state } = row
  const hosts = [hostInUri(uri), state.phase === 'open' ? state.hostname : null]
  const named = hosts.filter((host) => host !== null)
  return { row, place: { name: connectionName(row), uri, hosts: [...new Set(named)], tags } }
}
