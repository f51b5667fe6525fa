import { createCipheriv } from 'node:crypto'

/** The answer to a VNC challenge (RFC 6143 §7.2.2): DES with the password's first eight bytes, each bit-reversed. */
export function answerChallenge(challenge: Buffer, password: string): Buffer {
  const key = Buffer.alloc(8)
  Buffer.from(password, 'latin1').copy(key)
  const single = key.map(reversed)
  // OpenSSL keeps DES itself for its legacy provider; three times the same key is the same
  const cipher = createCipheriv('des-ede3', Buffer.concat([single, single, single]), null)
  cipher.setAutoPadding(false)
  return Buffer.concat([cipher.update(challenge), cipher.final()])
}

function reversed(byte: number): number {
  let bits = 0
  for (let at = 0; at < 8; at++) bits |= ((byte >> at) & 1) << (7 - at)
  return bits
}
