import { Failure } from '../../../lib/failure.ts'
import type { Bytes } from '../../../lib/units.ts'

/** VIR_PROXY_* of src/proxy_internal.h. The first is a ping. */
export const commands = {
  none: 0,
  version: 1,
  nodeInfo: 2,
  list: 3,
  lookupId: 5,
  domainInfo: 9,
  domainXml: 10,
  capabilities: 12,
} as const
export type Command = keyof typeof commands

/** `argument` is also the low half of what a 64-bit proxy answers as a long. */
export interface Packet {
  command: number
  serial: number
  argument: number
  extra: Buffer
}

const version = 1
const headLength: Bytes = 16
const packetMax: Bytes = 4096

/** The proxy runs on this machine, always an x86: its byte order is little-endian. */
export function writePacket(command: Command, serial: number, argument: number): Buffer {
  const bytes = Buffer.alloc(headLength)
  bytes.writeUInt16LE(version, 0)
  bytes.writeUInt16LE(commands[command], 2)
  bytes.writeUInt16LE(serial, 4)
  bytes.writeUInt16LE(headLength, 6)
  bytes.writeBigInt64LE(BigInt(argument), 8)
  return bytes
}

/** Puts packets together again, however they were cut. */
export class PacketReader {
  #held = Buffer.alloc(0)

  /** The packets that `chunk` completes. Throws Failure host.not-xend for what is none. */
  read(chunk: Uint8Array): Packet[] {
    this.#held = Buffer.concat([this.#held, chunk])
    const packets: Packet[] = []
    for (;;) {
      const length = lengthOf(this.#held)
      if (length === null || this.#held.length < length) return packets
      packets.push(readPacket(this.#held.subarray(0, length)))
      this.#held = this.#held.subarray(length)
    }
  }
}

function lengthOf(bytes: Buffer): Bytes | null {
  if (bytes.length < headLength) return null
  const length = bytes.readUInt16LE(6)
  if (bytes.readUInt16LE(0) === version && length >= headLength && length <= packetMax)
    return length
  throw new Failure('host.not-xend', 'What it says is no packet of the Xen proxy.')
}

const readPacket = (bytes: Buffer): Packet => ({
  command: bytes.readUInt16LE(2),
  serial: bytes.readUInt16LE(4),
  argument: bytes.readInt32LE(8),
  extra: bytes.subarray(headLength),
})
