import type { DirectDisplay } from '../libvirt/direct-display.ts'
import { isLoopback } from '../libvirt/reach-display.ts'

/** A value of a key file of GLib (GKeyFile): a leading blank would be lost, a line break would begin another key. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/^ /, '\\s')

export interface ViewerFile {
  /** vnc or spice. */
  kind: string
  direct: DirectDisplay & { host: string }
  /** Of its window. */
  title: string
}

/**
 * A file that virt-viewer opens (remote-viewer(1), "CONNECTION FILE"), and removes when it has read it. It has no
 * password: the viewer asks for the one that the display wants.
 */
export function virtViewerFile({
  kind,
  direct: { host, port, tlsPort },
  title,
}: ViewerFile): string {
  const entries: [string, string | number | null][] = [
    ['type', kind],
    ['host', escaped(host)],
    ['port', port],
    ['tls-port', tlsPort],
    ['title', escaped(title)],
    ['delete-this-file', 1],
  ]
  const lines = entries
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${value}`)
  return ['[virt-viewer]', ...lines, ''].join('\n')
}

/**
 * The host to write into such a file, on a page at `hostname`; null where it is not known: the host that Oirase runs on
 * is “localhost” to a browser on it, and to one at the end of a tunnel.
 */
export function viewerHost({ host }: DirectDisplay, hostname: string): string | null {
  if (host !== null) return host
  // a URL has brackets around an address of IPv6
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  return isLoopback(bare) ? null : bare
}
