import { loginTrouble } from '../../../../lib/libvirt/troubles/login.ts'

/** Who signs in: the name as it was given, and the password. Never logged. */
export interface Credentials {
  user: string
  password: string
}

/**
 * A mechanism's side of the talk: yields what to send (null: nothing at all, which is not the same as empty) and is
 * given what came in return. It returns when it has nothing left to say and what came is as it should be; throws
 * Failure when it is not.
 */
export type Exchange = AsyncGenerator<Uint8Array | null, void, Uint8Array | null>

/** The name and password as they are, in one message (RFC 4616). Whoever reads it knows them. */
export async function* plain({ user, password }: Credentials): Exchange {
  if (user === '' || `${user}${password}`.includes('\0')) {
    throw loginTrouble('login-characters', 'A user name is never empty, and neither holds a NUL.')
  }
  yield Buffer.from(`\0${user}\0${password}`)
}

/** Nothing but “as whoever the certificate says” (RFC 4422, appendix A). */
export async function* external(): Exchange {
  yield Buffer.alloc(0)
}
