import { Failure } from '../../lib/failure.ts'
import type { Connections } from '../connections/connections.ts'
import type { Driver } from '../drivers/driver.ts'

/** What changes a connection's host. Throws connection.missing, connection.not-open, host.read-only. */
export function writable(
  connections: Pick<Connections, 'row' | 'driver'>,
  connection: string,
): { driver: Driver; uri: string } {
  const driver = connections.driver(connection)
  const { uri, readOnly } = connections.row(connection)
  if (readOnly) throw new Failure('host.read-only')
  return { driver, uri }
}
