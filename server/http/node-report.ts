import type { Driver, NodeReport } from '../drivers/driver.ts'

/** What the host says of itself: virNodeInfo beside what was learnt when the connection opened. */
export async function nodeReport(
  driver: Driver,
): Promise<NodeReport & Pick<Driver, 'hostname' | 'hypervisor' | 'version' | 'libraryVersion'>> {
  const { hostname, hypervisor, version, libraryVersion } = driver
  return { ...(await driver.node.report()), hostname, hypervisor, version, libraryVersion }
}
