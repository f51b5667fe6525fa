import { isIP } from 'node:net'
import { ipBytes, ipText } from '../ip-bytes.ts'
import type { Certificate } from './certificate.ts'

type Named = Pick<Certificate, 'names' | 'commonNames' | 'purposes'>

const forServers = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0']

/**
 * Whether a certificate is for `host`, a name or an address, as GnuTLS decides it (gnutls_x509_crt_check_hostname2):
 * an address must be among its iPAddresses; a name among its dNSNames, or be its only common name when it has neither
 * dNSNames nor iPAddresses.
 */
export function isFor(host: string, { names, commonNames, purposes }: Named): boolean {
  const [plain = ''] = host.split('%')
  if (isIP(plain) !== 0) return names.ips.some((ip) => ip.equals(ipBytes(plain)))
  if (names.dns.length > 0) return names.dns.some((name) => matches(host, name))
  const mayServe = purposes === null || purposes.oids.some((oid) => forServers.includes(oid))
  const [only, another] = commonNames
  if (names.ips.length > 0 || only === undefined || another !== undefined || !mayServe) return false
  return matches(host, only)
}

/** What it is for, in words. */
export function namesIn({ names, commonNames }: Named): string {
  const all = [...names.dns, ...names.ips.map(ipText)]
  return (all.length > 0 ? all : commonNames).slice(0, 10).join(', ') || 'nothing'
}

/** A star stands for one whole label, the first, and never before a top-level name alone. */
function matches(host: string, name: string): boolean {
  const wanted = host.toLowerCase()
  const given = name.toLowerCase()
  if (!given.startsWith('*.')) return wanted === given
  const parent = given.slice(1)
  if (parent.indexOf('.', 1) < 0 || parent.includes('*')) return false
  return wanted.endsWith(parent) && /^[^.]+$/.test(wanted.slice(0, -parent.length))
}
