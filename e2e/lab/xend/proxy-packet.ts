/** One message of the proxy's protocol, version 1; numbers are in the order of x86. */
export interface ProxyPacket {
  command: number
  serial: number
  /** The eight bytes of the union, as they came. */
  data: Buffer
  extra: Buffer
}

export const headerSize = 16
export const packetMax = 4096
const version = 1

/** A packet with how long it is; null: not all of it is there; or why it is none. */
export function readPacket(
  bytes: Buffer,
): { packet: ProxyPacket; length: number } | null | 'fault' {
  if (bytes.length < headerSize) return null
  const length = bytes.readUInt16LE(6)
  if (bytes.readUInt16LE(0) !== version || length < headerSize || length > packetMax) return 'fault'
  if (bytes.length < length) return null
  const packet = {
    command: bytes.readUInt16LE(2),
    serial: bytes.readUInt16LE(4),
    data: Buffer.from(bytes.subarray(8, headerSize)),
    extra: Buffer.from(bytes.subarray(headerSize, length)),
  }
  return { packet, length }
}

export function writePacket({ command, serial, data, extra }: ProxyPacket): Buffer {
  const header = Buffer.alloc(8)
  for (const [at, word] of [version, command, serial, headerSize + extra.length].entries()) {
    header.writeUInt16LE(word, at * 2)
  }
  return Buffer.concat([header, data, extra])
}
