import type { ServerResponse } from 'node:http'
import type { Asked, Refused } from './asked.ts'

/** On every answer, whatever it is. */
export function setCommonHeaders(
  response: ServerResponse,
  asked: ({ ok: true } & Asked) | Refused,
): void {
  if (asked.ok) response.setHeader('X-Request-Id', asked.id)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('X-Frame-Options', 'DENY')
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()')
  if (asked.ok && asked.visitor.secure) {
    response.setHeader('Strict-Transport-Security', 'max-age=31536000')
  }
}

/** For what is no page: nothing in it may ever be run or framed, should a browser be made to show it. */
export const inertPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"

/**
 * The policy of a page. Scripts run from our origin or with this answer's nonce; nothing is fetched from elsewhere.
 * Style attributes are allowed because React writes them into the first HTML. Development needs eval and inline
 * styles for its error overlay and hot reload, and a socket to our own origin in older browsers' spelling.
 */
export function pagePolicy(nonce: string, dev: boolean): string {
  const rules = {
    'default-src': "'none'",
    'script-src': `'self' 'nonce-${nonce}'${dev ? " 'unsafe-eval'" : ''}`,
    'style-src': dev ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    'style-src-attr': "'unsafe-inline'",
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': dev ? "'self' ws: wss:" : "'self'",
    'manifest-src': "'self'",
    'worker-src': "'self' blob:",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'object-src': "'none'",
  }
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}
