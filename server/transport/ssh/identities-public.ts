import ssh2, { type ParsedKey } from 'ssh2'

const magic = 'openssh-key-v1\0'
const armour =
  /-----BEGIN OPENSSH PRIVATE KEY-----([\sA-Za-z0-9+/=]+)-----END OPENSSH PRIVATE KEY-----/

/** The blob of the public half of a private key in OpenSSH's format, where it is unencrypted (PROTOCOL.key); else null. */
export function publicBlobOf(text: string): Buffer | null {
  const body = Buffer.from(armour.exec(text)?.[1] ?? '', 'base64')
  if (body.toString('latin1', 0, magic.length) !== magic) return null
  let at = magic.length
  const string = (): Buffer | null => {
    if (at + 4 > body.length) return null
    const end = at + 4 + body.readUInt32BE(at)
    if (end > body.length) return null
    const read = body.subarray(at + 4, end)
    at = end
    return read
  }
  for (const _of of ['cipher', 'derivation', 'its options']) if (string() === null) return null
  at += 4 // how many keys: always one
  return string()
}

/** The public half of such a key; null for kinds that ssh2 does not know. */
export function publicPartOf(text: string): ParsedKey | null {
  const blob = publicBlobOf(text)
  return blob === null ? null : readBlob(blob)
}

function readBlob(blob: Buffer): ParsedKey | null {
  if (blob.length < 4 || blob.readUInt32BE(0) > blob.length - 4) return null
  const type = blob.toString('latin1', 4, 4 + blob.readUInt32BE(0))
  const key = ssh2.utils.parseKey(`${type} ${blob.toString('base64')}`)
  return key instanceof Error ? null : key
}
