import { percentDecode, percentRecode } from './percent.ts'
import { canonicalFragment, canonicalPath, type LibvirtUri } from './uri.ts'
import { remoteParamOf, remoteParamsOf } from './uri-params.ts'

const reserved = /[^A-Za-z0-9\-._~]/

/**
 * The name that libvirt sends to a daemon (doRemoteOpen): the URI without transport, user, host and port and
 * without the parameters that were for the client. `remote:` sends '', with which the daemon chooses;
 * `name=` replaces it all. Values are escaped again but names are not (virURIFormatParams).
 */
export function remoteName(uri: LibvirtUri): string {
  const given = remoteParamsOf(uri).name
  if (given !== undefined) return given
  if (uri.driver === null || uri.driver === 'remote') return ''
  const query = uri.rawParams
    .filter((_, index) => remoteParamOf(uri.params[index]?.[0] ?? '') === null)
    .map(({ name, value }) => `${percentDecode(name)}=${recoded(value)}`)
    .join('&')
  const tail = (query === '' ? '' : `?${query}`) + canonicalFragment(uri.raw)
  return `${uri.driver}://${canonicalPath(uri.raw)}${tail}`
}

const recoded = (value: string | null): string =>
  value === null ? '' : percentRecode(value, reserved)
