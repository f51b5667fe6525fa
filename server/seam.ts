/**
 * The one door from app/ to the server. The bundler gives pages their own copy of every module, so nothing
 * alive can pass: only plain data, which travels with the request or lies on the disk.
 */

/** The request header by which a page learns the nonce its scripts must carry. */
export const nonceHeader = 'x-nonce'

/** The nonce of this request, for the few inline scripts a page writes itself; null in a prerender. */
export const nonceOf = (headers: { get(name: string): string | null }): string | null =>
  headers.get(nonceHeader)
