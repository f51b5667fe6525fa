import { isLegacyXen } from './plan-xen.ts'
import { shellQuote } from './shell-quote.ts'
import { formatUri, type LibvirtUri } from './uri.ts'

/** The same connection for other tools, as lines to paste into a shell; null where they cannot make it. */
export interface Equivalents {
  virsh: string | null
  virtManager: string | null
  virtInstall: string | null
  /** For every libvirt program. */
  env: string | null
  /** For virsh alone, before LIBVIRT_DEFAULT_URI. */
  virshEnv: string | null
}

/** virt-manager and virt-install know no read-only connections, so for those they are null. */
export function equivalents(uri: LibvirtUri, options: { readOnly: boolean }): Equivalents {
  if (isLegacyXen(uri)) return none
  const readOnly = options.readOnly ? ' -r' : ''
  const text = formatUri(uri)
  if (text === '') {
    return { ...none, virsh: `virsh${readOnly}`, virtManager: readOnly ? null : 'virt-manager' }
  }
  const word = shellQuote(text)
  return {
    virsh: `virsh${readOnly} -c ${word}`,
    virtManager: options.readOnly ? null : `virt-manager -c ${word}`,
    virtInstall: options.readOnly ? null : `virt-install --connect ${word}`,
    env: `export LIBVIRT_DEFAULT_URI=${word}`,
    virshEnv: `export VIRSH_DEFAULT_CONNECT_URI=${word}`,
  }
}

const none: Equivalents = {
  virsh: null,
  virtManager: null,
  virtInstall: null,
  env: null,
  virshEnv: null,
}
