/**
 * The rungs of opening a host, in climbing order; which of them an attempt has is the transport's matter.
 * resolving: a name becomes addresses. dialling: socket, port or program. securing: TLS's handshake or SSH's key
 * exchange. identifying: the certificate or host key is the right one. logging-in: SSH knows us. tunnelling: from
 * there to the daemon's socket. greeting: the daemon's first words. authenticating: polkit or SASL.
 */
export const rungs = [
  'resolving',
  'dialling',
  'securing',
  'identifying',
  'logging-in',
  'tunnelling',
  'greeting',
  'authenticating',
  'opening',
  'listing',
] as const
export type Rung = (typeof rungs)[number]

/** What is being done there, for a person. */
export const rungWords: Record<Rung, string> = {
  resolving: 'looking up the host',
  dialling: 'dialling',
  securing: 'securing the line',
  identifying: 'checking who answers',
  'logging-in': 'logging in',
  tunnelling: 'reaching the daemon’s socket',
  greeting: 'greeting the daemon',
  authenticating: 'signing in',
  opening: 'opening',
  listing: 'asking for its machines',
}

/** Told of each rung when it is begun, and of what was found on the one before it. */
export type Progress = (rung: Rung, found?: string) => void
