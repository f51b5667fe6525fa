import type { Writable } from 'node:stream'

/**
 * Makes each write to a TLS socket a record of its own, whatever waits beside it. A daemon whose record holds two
 * messages answers the first and looks for the second only when more bytes arrive, 5 s later by its own keepalive
 * (libvirtd 9.0; GnuTLS holds what poll() cannot see).
 */
export function separateRecords(socket: Writable): void {
  // a Writable gathers what waits only for a stream that can take it gathered
  Object.defineProperty(socket, '_writev', { value: null })
}
