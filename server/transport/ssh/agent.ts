import { setTimeout } from 'node:timers/promises'
import ssh2, { type ParsedKey } from 'ssh2'
import type { Milliseconds } from '../../../lib/units.ts'
import { described, type Identity } from './identities.ts'

const patience: Milliseconds = 5_000
/** A person may have to touch or confirm. */
const signing: Milliseconds = 60_000
const most = 64

/** The keys an agent holds, which never leave it. Rejects with Error when nobody answers at that socket. */
export async function agentIdentities(socket: string): Promise<Identity[]> {
  const agent = ssh2.createAgent(socket)
  const keys = await within(patience, (done) => agent.getIdentities(done))
  const held = (keys as readonly ParsedKey[] | undefined) ?? []
  return held.slice(0, most).map((key) => ({
    name: `${described(key)} (agent)`,
    key,
    sign: async (data, hash) => {
      const options = hash === undefined ? {} : { hash: hash as 'sha256' }
      return (await within(signing, (done) => agent.sign(key, data, options, done)))!
    },
  }))
}

type Done<T> = (error?: Error | null, value?: T) => void

async function within<T>(span: Milliseconds, start: (done: Done<T>) => void): Promise<T> {
  const ended = new AbortController()
  const answer = new Promise<T>((resolve, reject) => {
    start((error, value) => (error ? reject(error) : resolve(value as T)))
  })
  const late = setTimeout(span, null, { signal: ended.signal }).then(() => {
    throw new Error('The agent did not answer in time')
  })
  late.catch(() => {}) // when the answer came first
  try {
    return await Promise.race([answer, late])
  } finally {
    ended.abort()
  }
}

/**
 * One key, in the shape in which ssh2 shows a key before it signs with it. Keys of files go this way, too, so that a
 * passphrase is asked for only when the host would take the key.
 */
export class OneKeyAgent extends ssh2.BaseAgent {
  readonly #identity: Identity
  /** Why it did not sign, when it was asked to and could not. */
  failure: unknown = null

  constructor(identity: Identity) {
    super()
    this.#identity = identity
  }

  override getIdentities(done: Done<ParsedKey[]>): void {
    done(null, [this.#identity.key])
  }

  override sign(_key: unknown, data: Buffer, options: unknown, done?: Done<Buffer>): void {
    const answer = (typeof options === 'function' ? options : done) as Done<Buffer>
    const { hash } = (typeof options === 'object' ? options : {}) as { hash?: string }
    this.#identity.sign(data, hash).then(
      (signature) => answer(null, signature),
      (cause: unknown) => {
        this.failure = cause
        answer(new Error('This key does not sign'))
      },
    )
  }
}
