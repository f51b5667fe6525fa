/**
 * The one door from app/ to the server. The bundler gives pages their own copy of every module, so nothing
 * alive can pass: only plain data, which travels with the request or lies on the disk.
 */

/** The request header by which a page learns the nonce its scripts must carry. */
export const nonceHeader = 'x-nonce'
