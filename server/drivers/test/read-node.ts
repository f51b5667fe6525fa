import { children, type XmlElement } from '../../../lib/xml/element.ts'
import { valueAt } from '../../../lib/xml/fields.ts'
import type { NodeReport } from '../driver.ts'
import type { Cell } from './capabilities-xml.ts'
import type { DomainContent, WorldContent } from './content.ts'
import { readHostInterface, readNetwork, readNodeDevice, refuseTwins } from './read-objects.ts'
import { readPool } from './read-pool.ts'
import { fault } from './refusal.ts'

/** What a node is before its file says otherwise. */
const defaultNode: NodeReport = {
  model: 'i686',
  memory: 3145728,
  cpus: 16,
  mhz: 1400,
  nodes: 2,
  sockets: 2,
  cores: 2,
  threads: 2,
}

/** Throws Failure: it is no node. */
export function needsNode(root: XmlElement): void {
  if (root.name === 'node') return
  throw fault('XML error', `expecting root element of 'node', not '${root.name}'`)
}

/**
 * What stands in a `<node>` besides its domains, with every `file=` already replaced by what the file holds. `place`
 * makes what definitions leave out (uuids, addresses) differ from world to world. Throws Failure in libvirt's
 * words, and of several faults tells the one that libvirt would come to first (but for those of domains).
 */
export function readNode(
  root: XmlElement,
  domains: DomainContent[],
  place: string,
  cells: readonly Cell[] = [],
): WorldContent {
  const node = readReport(root)
  refuseTwins(
    'domain',
    domains.map(({ definition }) => definition.figures),
  )
  const networks = children(root, 'network').map((one) => readNetwork(one, place))
  refuseTwins(
    'network',
    networks.map(({ object }) => object),
  )
  const interfaces = children(root, 'interface').map(readHostInterface)
  const pools = children(root, 'pool').map((one) => readPool(one, place))
  refuseTwins(
    'storage pool',
    pools.map(({ object }) => object),
  )
  const nodeDevices = children(root, 'device').map(readNodeDevice)
  refuseUsers(root)
  return { node, cells, domains, networks, interfaces, pools, nodeDevices }
}

/** testParseNodeInfo */
function readReport(root: XmlElement): NodeReport {
  const report = { ...defaultNode }
  for (const key of ['nodes', 'sockets', 'cores', 'threads'] as const) {
    report[key] = wholeNumber(root, `cpu/${key}`) ?? report[key]
  }
  report.cpus = report.nodes * report.sockets * report.cores * report.threads
  report.cpus = Math.min(report.cpus, wholeNumber(root, 'cpu/active') ?? report.cpus)
  report.mhz = wholeNumber(root, 'cpu/mhz') ?? report.mhz
  report.model = valueAt(root, 'cpu/model') ?? report.model
  // virNodeInfo has 32 bytes for it, the last one a zero.
  if (Buffer.byteLength(report.model) > 31) {
    throw fault('internal error', `Model ${report.model} too big for destination`)
  }
  report.memory = wholeNumber(root, 'memory') ?? report.memory
  return report
}

function wholeNumber(root: XmlElement, path: string): number | null {
  const value = valueAt(root, path)
  if (value === null) return null
  if (!/^\d{1,12}$/.test(value)) {
    throw fault('XML error', `invalid node ${path.replace('/', ' ')} value`)
  }
  return Number(value)
}

/** Users make libvirt ask for a name and a password, and nobody can be asked here. */
function refuseUsers(root: XmlElement): void {
  const users = children(root, 'auth').flatMap((auth) => children(auth, 'user'))
  if (users.length > 0) {
    throw fault(
      null,
      'This world lets only its own users in, and there is no asking for a name here.',
    )
  }
}
