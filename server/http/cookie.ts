import { ageLimit } from '../auth/sessions.ts'

/** Over TLS the prefix makes browsers refuse one that is not ours alone: secure, for this host, for all of it. */
const nameOf = (secure: boolean) => (secure ? '__Host-oirase' : 'oirase')

/** The session's token in a Cookie header, or null. */
export function readCookie(header: string | undefined, secure: boolean): string | null {
  const start = `${nameOf(secure)}=`
  const pair = header?.split(';').find((part) => part.trim().startsWith(start))
  const token = pair?.trim().slice(start.length)
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : null
}

/** The Set-Cookie header that keeps a token, or with null takes it away. */
export function writeCookie(token: string | null, secure: boolean): string {
  const age = token === null ? 0 : Math.floor(ageLimit / 1000)
  const cookie = `${nameOf(secure)}=${token ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}`
  return secure ? `${cookie}; Secure` : cookie
}
