import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { take } from '../take.ts'

// as spice-server makes one for each link
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
const key = publicKey.export({ format: 'der', type: 'spki' })
const forever = new AbortController().signal
const abilities = (1 << 0) | (1 << 1) | (1 << 3)

export const words = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, at) => {
    bytes.writeUInt32LE(value, at * 4)
  })
  return bytes
}
const greeting = (body: Buffer): Buffer =>
  Buffer.concat([Buffer.from('REDQ'), words(2, 2, body.length), body])

/** What a display answers a client with: SpiceLinkReply, by default one that lets it go on. */
export const linkReply = ({ error = 0, common = abilities, sealedFor = key } = {}): Buffer =>
  greeting(Buffer.concat([words(error), sealedFor, words(1, 0, 178, common)]))

/** What a client says first, SpiceLinkMess of a channel, with one word of common abilities. */
export const linkMess = (channel: number, common = abilities): Buffer =>
  greeting(Buffer.concat([words(0), Buffer.of(channel, 0), words(1, 0, 18, common)]))

export const openedTicket = (ticket: Buffer): string =>
  String(
    privateDecrypt(
      { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
      ticket,
    ),
  )

/** Plays a display up to its word about the ticket, and returns the password in it. */
export async function letIn(host: Duplex, takes: (password: string) => number): Promise<string> {
  const head = await take(host, 16, forever)
  await take(host, head.readUInt32LE(12), forever)
  host.write(linkReply())
  await take(host, 4, forever)
  const password = openedTicket(await take(host, 128, forever)).slice(0, -1)
  host.write(words(takes(password)))
  return password
}
