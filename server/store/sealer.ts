import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { Sealed, SecretRecord, SecretStore } from './secrets.ts'

const cipher = 'aes-256-gcm'
const nonceSize = 12
const tagSize = 16
export const keySize = 32

type Key = { id: string; bytes: Buffer }
/** What a sealed text is bound to: the same bytes under another record or connection do not open. */
type Place = Pick<SecretRecord, 'id' | 'connection'>

/** Names a key without telling anything of it: a random key of 256 bits cannot be found from its hash. */
const idOf = (bytes: Buffer): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 16)

const placed = ({ id, connection }: Place): Buffer => Buffer.from(JSON.stringify([id, connection]))

/** Seals text so that only these keys open it, and nobody changes or moves it unseen (AES-256-GCM, a random nonce each). */
export class Sealer {
  readonly #newest: Key
  readonly #keys: ReadonlyMap<string, Key>

  /** 32 bytes each, newest first: that one seals, the others only open. */
  constructor(keys: readonly [Buffer, ...Buffer[]]) {
    const all = keys.map((bytes) => ({ id: idOf(bytes), bytes }))
    this.#newest = all[0] as Key
    this.#keys = new Map(all.map((key) => [key.id, key]))
  }

  seal(text: string, place: Place): Sealed {
    const { id: keyId, bytes } = this.#newest
    const nonce = randomBytes(nonceSize)
    const sealing = createCipheriv(cipher, bytes, nonce).setAAD(placed(place))
    const body = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()])
    const sealed = Buffer.concat([nonce, sealing.getAuthTag(), body]).toString('base64')
    return { keyId, sealed }
  }

  /** The text, or null: sealed by a key that is not here, changed since, or of another place. */
  open({ keyId, sealed }: Sealed, place: Place): string | null {
    const key = this.#keys.get(keyId)
    const bytes = Buffer.from(sealed, 'base64')
    if (key === undefined || bytes.length < nonceSize + tagSize) return null
    try {
      const opening = createDecipheriv(cipher, key.bytes, bytes.subarray(0, nonceSize), {
        authTagLength: tagSize,
      })
        .setAAD(placed(place))
        .setAuthTag(bytes.subarray(nonceSize, nonceSize + tagSize))
      const body = bytes.subarray(nonceSize + tagSize)
      return Buffer.concat([opening.update(body), opening.final()]).toString('utf8')
    } catch {
      return null // GCM says only that it does not fit, and that is all there is to know
    }
  }

  /** Seals anew, with the newest key, what an older one of these sealed. Returns how many no key here opens. */
  async rotate(secrets: Pick<SecretStore, 'notBy' | 'reseal'>): Promise<number> {
    let lost = 0
    for (const record of await secrets.notBy(this.#newest.id)) {
      const text = this.open(record, record)
      if (text === null) lost += 1
      else await secrets.reseal(record.id, this.seal(text, record))
    }
    return lost
  }
}
