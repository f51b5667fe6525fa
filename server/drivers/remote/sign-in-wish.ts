import { loginTrouble } from '../../../lib/libvirt/troubles/login.ts'
import { plainLine } from '../plain.ts'

export type AuthKind = 'none' | 'sasl' | 'polkit'

/** remote_auth_type (src/remote/remote_protocol.x). */
const kinds: Record<number, AuthKind> = { 0: 'none', 1: 'sasl', 2: 'polkit' }

/** What a URI's `auth` restricts; null where it leaves the choice. */
export interface AuthWish {
  kind: AuthKind | null
  /** As it is written: libvirt compares it so. */
  mechanism: string | null
}

/** Reads `auth=`, of which all but the mechanism may be in any case. Throws Failure (`login-kind-unknown`). */
export function readAuthWish(auth: string | undefined): AuthWish {
  if (auth === undefined) return { kind: null, mechanism: null }
  if (/^polkit$/i.test(auth)) return { kind: 'polkit', mechanism: null }
  if (/^sasl$/i.test(auth)) return { kind: 'sasl', mechanism: null }
  if (/^sasl\./i.test(auth)) return { kind: 'sasl', mechanism: auth.slice('sasl.'.length) }
  throw loginTrouble('login-kind-unknown', `unknown authentication type ${plainLine(auth, 60)}`)
}

/** What to do of what a daemon lists, as remoteAuthenticate decides (src/remote/remote_driver.c). Throws Failure. */
export function kindOf(types: readonly number[], wish: AuthWish): AuthKind {
  const [first] = types
  if (first === undefined) return 'none'
  if (wish.kind !== null) {
    if (types.some((type) => kinds[type] === wish.kind)) return wish.kind
    const offered = types.map((type) => kinds[type] ?? String(type)).join(', ')
    const words = `requested authentication type ${wish.kind} rejected: the daemon wants ${offered}`
    throw loginTrouble('login-kind-refused', words)
  }
  const kind = kinds[first]
  if (kind === undefined) {
    throw loginTrouble('login-kind-new', `unsupported authentication type ${first}`)
  }
  return kind
}
