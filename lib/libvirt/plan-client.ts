import { driverRow } from './drivers.ts'
import { type Dial, type Refused, refuse, type Surroundings } from './plan-types.ts'
import { formatUri, type LibvirtUri } from './uri.ts'

/**
 * A driver that libvirt runs inside the process that opens it. Of these only `test` is ours as well: the others
 * speak their product's own protocol, for which a host with libvirt must stand between.
 */
export function planClient(uri: LibvirtUri, surroundings: Surroundings): Dial | Refused {
  const row = driverRow(uri.scheme)
  if (uri.scheme === 'test') return planTest(uri, surroundings)
  if (row?.server === 'remote' && uri.server === null) {
    return refuse('server-missing', 'The URI must name the host.', 'server')
  }
  const between = row?.server === 'remote' ? namedGateway(uri) : gateway(uri)
  const said = `${row?.label} speaks no libvirt protocol: open it through a host that runs libvirt, as ${between}.`
  return refuse('driver-client', said, 'scheme')
}

/** A world of its own, or one from a file. testOpen compares `/default` literally. */
function planTest({ path }: LibvirtUri, surroundings: Surroundings): Dial | Refused {
  if (path === null || path === '/') {
    return refuse('path', 'Name a file, or use test:///default for the built-in world.', 'path')
  }
  if (!path.startsWith('/')) {
    return refuse('path', 'The path of a world’s file must begin with “/”.', 'path')
  }
  const world = path === '/default' ? { world: 'default' as const } : { file: path }
  return {
    driver: 'test',
    transport: null,
    host: null,
    port: 0,
    user: null,
    socket: null,
    remoteName: null,
    options: surroundings.readOnly ? { ...world, readOnly: true } : world,
  }
}

const gateway = ({ scheme, raw }: LibvirtUri): string => `${scheme}+ssh://GATEWAY${raw.path}`

/** The far daemon opens the name with its own library, which has the driver. */
const namedGateway = (uri: LibvirtUri): string =>
  `remote+ssh://GATEWAY/?name=${encodeURIComponent(formatUri(uri))}`
