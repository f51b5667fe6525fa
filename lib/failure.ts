interface Kind {
  /** HTTP status of the answer. */
  status: number
  /** The sentence a person reads; the detail (a host's own words) comes after it. */
  say: string
  /** Who could make it go away: nobody, the person by trying again, or time. */
  retry: 'never' | 'person' | 'automatic'
}

/** Every way a request or a connection can fail that a person may see. Adding a row is the whole change. */
export const failureKinds = {
  'request.invalid': { status: 400, say: 'Some fields need attention.', retry: 'person' },
  'request.too-large': {
    status: 413,
    say: 'That is more than this server accepts at once.',
    retry: 'never',
  },
  'request.wrong-origin': {
    status: 403,
    say: 'This request came from another site and was refused.',
    retry: 'never',
  },
  'request.unknown': { status: 404, say: 'There is nothing at this address.', retry: 'never' },
  'uri.invalid': { status: 400, say: 'This is not a connection URI.', retry: 'person' },
  'uri.refused': { status: 422, say: 'This URI cannot be opened from here.', retry: 'person' },
  'uri.forbidden': {
    status: 403,
    say: 'The configuration of this server does not allow this URI.',
    retry: 'never',
  },
  'session.missing': { status: 401, say: 'Please sign in again.', retry: 'person' },
  'sign-in.wrong': { status: 401, say: 'The name or the password is wrong.', retry: 'person' },
  'sign-in.too-many': {
    status: 429,
    say: 'Too many attempts. Wait a little before the next one.',
    retry: 'person',
  },
  'sign-in.link-spent': {
    status: 410,
    say: 'This sign-in link has been used or has expired.',
    retry: 'never',
  },
  'permission.denied': { status: 403, say: 'Your role does not allow this.', retry: 'never' },
  'person.missing': { status: 404, say: 'This person no longer exists.', retry: 'never' },
  'person.exists': { status: 409, say: 'There is already somebody of that name.', retry: 'person' },
  'person.last-administrator': {
    status: 409,
    say: 'The last administrator must stay one.',
    retry: 'never',
  },
  'connection.missing': { status: 404, say: 'This connection no longer exists.', retry: 'never' },
  'connection.not-open': {
    status: 409,
    say: 'This connection is not open now.',
    retry: 'automatic',
  },
  'question.cancelled': { status: 409, say: 'The question was not answered.', retry: 'person' },
  'question.gone': {
    status: 410,
    say: 'Nobody waits for this answer any more.',
    retry: 'never',
  },
  'domain.missing': { status: 404, say: 'This virtual machine no longer exists.', retry: 'never' },
  'domain.wrong-state': {
    status: 409,
    say: 'The virtual machine is not in a state that allows this.',
    retry: 'person',
  },
  'object.missing': {
    status: 404,
    say: 'This object no longer exists on the host.',
    retry: 'never',
  },
  'host.unreachable': { status: 502, say: 'The host cannot be reached.', retry: 'automatic' },
  'host.silent': { status: 504, say: 'The host did not answer in time.', retry: 'automatic' },
  'host.lost': { status: 502, say: 'The connection to the host was lost.', retry: 'automatic' },
  'host.not-libvirt': {
    status: 502,
    say: 'What answers there does not speak libvirt’s protocol.',
    retry: 'never',
  },
  'host.not-xend': {
    status: 502,
    say: 'What answers there does not speak as xend does.',
    retry: 'never',
  },
  'host.refused-login': {
    status: 502,
    say: 'The host did not accept these credentials.',
    retry: 'person',
  },
  'host.untrusted': {
    status: 502,
    say: 'The host could not prove that it is the one that was meant.',
    retry: 'never',
  },
  'host.needs-you': {
    status: 409,
    say: 'The host asks something that only a person can answer.',
    retry: 'person',
  },
  'host.denied': {
    status: 502,
    say: 'The host does not allow this server to do that.',
    retry: 'never',
  },
  'host.no-way': {
    status: 502,
    say: 'Nothing on the host leads from the login to the daemon.',
    retry: 'never',
  },
  'host.nothing-in-common': {
    status: 502,
    say: 'The host and this server have no method in common.',
    retry: 'never',
  },
  'host.broke-protocol': {
    status: 502,
    say: 'The host does not keep to the protocol that it began with.',
    retry: 'never',
  },
  'host.read-only': { status: 403, say: 'This connection is read-only.', retry: 'never' },
  'host.unsupported': { status: 501, say: 'This hypervisor cannot do that.', retry: 'never' },
  'host.refused': { status: 502, say: 'The host refused.', retry: 'person' },
  'outcome.unknown': {
    status: 502,
    say: 'The connection was lost while this was under way: it may or may not have happened.',
    retry: 'never',
  },
  'server.busy': {
    status: 503,
    say: 'This server has as much to do as it accepts.',
    retry: 'automatic',
  },
  /** Said by the page, not by the server: it could not be asked at all. */
  'server.unreachable': {
    status: 503,
    say: 'Oirase itself cannot be reached from this page.',
    retry: 'automatic',
  },
  'server.fault': { status: 500, say: 'Something went wrong on our side.', retry: 'person' },
} as const satisfies Record<string, Kind>

export type FailureCode = keyof typeof failureKinds
export const failureCodes = Object.keys(failureKinds) as [FailureCode, ...FailureCode[]]

interface FailureOptions extends ErrorOptions {
  /** Which known trouble it is (lib/libvirt/troubles.ts): that row says what to do about it. */
  trouble?: string | null
}

/** The only error our own code throws on purpose. `detail` is what the other side said, or where it is wrong. */
export class Failure extends Error {
  readonly code: FailureCode
  readonly detail: string | null
  readonly trouble: string | null
  constructor(code: FailureCode, detail: string | null = null, options?: FailureOptions) {
    super(detail ?? failureKinds[code].say, options)
    this.name = 'Failure'
    this.code = code
    this.detail = detail
    this.trouble = options?.trouble ?? null
  }
}

/** Anything caught, as a Failure: our own as it is, anything else as a fault of ours with the cause kept. */
export const asFailure = (cause: unknown): Failure =>
  cause instanceof Failure ? cause : new Failure('server.fault', null, { cause })
