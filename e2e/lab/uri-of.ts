import type { AccountName } from './accounts.ts'
import type { LabHost } from './host.ts'

export type LabTransport = 'tcp' | 'tls' | 'ssh' | 'libssh' | 'libssh2'

export interface UriOptions {
  /** Default: qemu. */
  hypervisor?: string
  user?: AccountName
  ipv6?: boolean
  /** In place of the address. */
  host?: string
  /** Default: the host's first for this transport. */
  port?: number
  /** Parameters beside the usual ones or in their place; null leaves one out. */
  params?: Readonly<Record<string, string | null>>
}

const usualPorts: Record<LabTransport, number> = {
  tcp: 16509,
  tls: 16514,
  ssh: 22,
  libssh: 22,
  libssh2: 22,
}

/** The text of a URI; `usual` are parameters that let the lab's client in. A port is named when it is not libvirt's. */
export function uriOf(
  target: LabHost,
  transport: LabTransport,
  path: string,
  { hypervisor = 'qemu', user, ipv6 = false, host, port, params = {} }: UriOptions,
  usual: Readonly<Record<string, string>>,
): string {
  const own = { tcp: target.tcpPort, tls: target.tlsPort }
  const wanted = port ?? (transport in own ? own[transport as 'tcp'] : target.sshPorts[0])
  const address = host ?? (ipv6 ? `[${target.address6}]` : target.address)
  const login = user === undefined ? '' : `${encodeURIComponent(user)}@`
  const number = wanted === usualPorts[transport] ? '' : `:${wanted}`
  const query = Object.entries({ ...usual, ...params })
    .flatMap(([name, value]) => (value === null ? [] : `${name}=${encodeURIComponent(value)}`))
    .join('&')
  const uri = `${hypervisor}+${transport}://${login}${address}${number}${path}`
  return query === '' ? uri : `${uri}?${query}`
}
