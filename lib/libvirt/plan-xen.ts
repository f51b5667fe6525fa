import type { Dial, Refused, Surroundings, Via } from './plan-types.ts'
import { isRefused, refuse } from './plan-types.ts'
import { whyHarmful } from './quirks.ts'
import { fitsSocketName, longestSocketPath, socketExists } from './sockets.ts'
import { type LibvirtUri, parseUri, uriParam } from './uri.ts'

/** Where xends listen: the default of all versions first, then the path of libvirt's old documentation. */
const xendSockets = ['/var/lib/xend/xend-socket', '/var/run/xend/xend-socket'] as const

/** xend's own default port (xend-port), which libvirt came to agree on. */
const xendPort = 8000

/** The proxy's abstract socket, misspelt as its code has it (src/proxy_internal.h of libvirt 0.1.2 … 0.8.5). */
export const xenProxySocket = '@/tmp/livirt_proxy_conn'

/** `xen:///` and its kin, without server and transport: the URIs that a host of before 2010 may answer as well. */
export const isLocalXen = (uri: LibvirtUri): boolean =>
  uri.form === 'empty' ||
  (uri.scheme === 'xen' && uri.server === null && ['/', '/system', null].includes(uri.path))

export const isLegacyXen = (uri: LibvirtUri): boolean =>
  uri.form === 'path' || uri.driver?.toLowerCase() === 'http'

/** A bare file path is xend's unix socket, `http` its TCP port. */
export function planLegacyXen(uri: LibvirtUri, surroundings: Surroundings): Dial | Refused {
  const via = viaOf(uri)
  if (via !== null && isRefused(via)) return via
  const dial = uri.form === 'path' ? planFile(uri, surroundings) : planHttp(uri, surroundings)
  if (via === null || isRefused(dial)) return dial
  return { ...dial, options: { ...dial.options, via } }
}

function planFile(uri: LibvirtUri, surroundings: Surroundings): Dial | Refused {
  const path = uri.path ?? ''
  return fitsSocketName(path)
    ? xendAt(path, surroundings)
    : refuse('socket', `A socket’s path has at most ${longestSocketPath} bytes.`, 'path')
}

function planHttp(uri: LibvirtUri, surroundings: Surroundings): Dial | Refused {
  if (uri.transport !== null) {
    return refuse('transport', 'The legacy http form has no transports.', 'scheme')
  }
  if (uri.server === null) {
    return refuse('server-missing', 'The URI must name the host where xend runs.', 'server')
  }
  if (uri.path !== null && uri.path !== '/') {
    return refuse('path', 'xend knows no paths in a URI: it ends after the host and port.', 'path')
  }
  return xendOver(uri.server, uri.port || xendPort, surroundings)
}

/** Every way to a Xen host without a libvirt daemon, in the order in which libvirt tried them. */
export function localXenDials(surroundings: Surroundings): Dial[] {
  const present = xendSockets.find((path) => socketExists(path, surroundings.sockets))
  const dials = [xendAt(present ?? xendSockets[0], surroundings)]
  dials.push(xendOver('localhost', xendPort, surroundings))
  if (surroundings.uid !== 0) dials.push(xenProxy)
  return dials
}

/** The proxy serves readers only, and exists for those who are not root. */
const xenProxy: Dial = {
  driver: 'xen-proxy',
  transport: 'unix',
  host: null,
  port: 0,
  user: null,
  socket: xenProxySocket,
  remoteName: null,
  options: { readOnly: true },
}

const xendAt = (socket: string, surroundings: Surroundings): Dial => ({
  driver: 'xend',
  transport: 'unix',
  host: null,
  port: 0,
  user: null,
  socket,
  remoteName: null,
  options: surroundings.readOnly ? { readOnly: true } : {},
})

const xendOver = (host: string, port: number, surroundings: Surroundings): Dial => ({
  driver: 'xend',
  transport: 'http',
  host,
  port,
  user: null,
  socket: null,
  remoteName: null,
  options: surroundings.readOnly ? { readOnly: true } : {},
})

/** `via=ssh://user@host:port`, an SSH login to go through. */
function viaOf(uri: LibvirtUri): Via | Refused | null {
  const text = uriParam(uri, 'via')
  const login = text === null ? null : parseUri(text)
  if (login === null) return null
  if (!login.ok || !isLogin(login.uri)) {
    const said = 'The parameter “via” must be an SSH login like ssh://user@host:22.'
    return refuse('param-value', said, 'query')
  }
  const wrong = whyHarmful(login.uri)
  const { user, server, port } = login.uri
  return wrong === null ? { user, host: server ?? '', port } : { ...wrong, part: 'query' }
}

const isLogin = ({ scheme, server, path, query, fragment }: LibvirtUri): boolean =>
  scheme === 'ssh' &&
  server !== null &&
  [null, '/'].includes(path) &&
  query === null &&
  fragment === null
