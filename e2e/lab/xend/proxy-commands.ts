import type { Abi, DomainFigures, NodeFigures } from './proxy-abi.ts'
import { headerSize, type ProxyPacket, packetMax } from './proxy-packet.ts'

/** A domain as the proxy knows it; only active ones exist for it. */
export interface ProxyDomain extends DomainFigures {
  id: number
  name: string
  /** 32 hex digits, with dashes or not. */
  uuid: string
  osType: 'linux' | 'hvm'
  xml: string
}

/** What the proxy tells of; a test may change it as it goes. */
export interface ProxyWorld {
  /** major·1000000 + minor·1000 + release. */
  version: number
  node: NodeFigures
  capabilities: string
  domains: ProxyDomain[]
}

const extraMax = packetMax - headerSize
const nameMax = 1000
const failed = -1
const tooLong = -2

/** A row of the table: how long the request must be (null: any), and the answer, made of the request itself. */
interface Command {
  length: number | null
  answer(packet: ProxyPacket, world: ProxyWorld, abi: Abi): Buffer | Refusal
}
class Refusal {
  readonly code: number
  constructor(code: number) {
    this.code = code
  }
}

const none = Buffer.alloc(0)
const arg = ({ data }: ProxyPacket): number => data.readInt32LE(0)
const setArg = ({ data }: ProxyPacket, value: number) => data.writeInt32LE(value, 0)
const byId = (packet: ProxyPacket, { domains }: ProxyWorld): ProxyDomain | undefined =>
  domains.find(({ id }) => id === arg(packet))

const named = ({ name }: ProxyDomain): Buffer =>
  Buffer.concat([Buffer.from(name, 'utf8').subarray(0, nameMax), Buffer.alloc(1)])
const uuidBytes = ({ uuid }: ProxyDomain): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex')

/** A text without an end, if it fits. */
function text(packet: ProxyPacket, said: string): Buffer | Refusal {
  const bytes = Buffer.from(said, 'utf8')
  if (bytes.length > extraMax) return new Refusal(tooLong)
  setArg(packet, 0)
  return bytes
}

const ofDomain =
  (tell: (domain: ProxyDomain, packet: ProxyPacket, abi: Abi) => Buffer | Refusal) =>
  (packet: ProxyPacket, world: ProxyWorld, abi: Abi): Buffer | Refusal => {
    const domain = byId(packet, world)
    return domain === undefined ? new Refusal(failed) : tell(domain, packet, abi)
  }

function list(packet: ProxyPacket, { domains }: ProxyWorld): Buffer {
  const ids = domains.slice(0, extraMax / 4)
  setArg(packet, ids.length)
  const bytes = Buffer.alloc(ids.length * 4)
  for (const [at, { id }] of ids.entries()) bytes.writeInt32LE(id, at * 4)
  return bytes
}

function found(packet: ProxyPacket, domain: ProxyDomain | undefined, extra: Buffer | null) {
  if (domain === undefined || extra === null) return new Refusal(failed)
  setArg(packet, domain.id)
  return extra
}

const commands: readonly Command[] = [
  { length: headerSize, answer: () => none },
  {
    length: headerSize,
    answer: ({ data }, { version }, abi) => {
      abi.long(data, version)
      return none
    },
  },
  {
    length: headerSize,
    answer: (packet, { node }, abi) => {
      setArg(packet, 0)
      return abi.node(node)
    },
  },
  { length: headerSize, answer: list },
  {
    length: headerSize,
    answer: (packet, { domains }) => {
      setArg(packet, domains.length)
      return none
    },
  },
  {
    length: headerSize,
    answer: ofDomain((domain) => Buffer.concat([uuidBytes(domain), named(domain)])),
  },
  {
    length: headerSize + 16,
    answer: (packet, { domains }) => {
      const domain = domains.find((one) => uuidBytes(one).equals(packet.extra))
      return found(packet, domain, domain === undefined ? null : named(domain))
    },
  },
  {
    length: null,
    answer: (packet, { domains }) => {
      const asked = packet.extra.toString('utf8').split('\0')[0]
      const domain = domains.find(({ name }) => name === asked)
      return found(packet, domain, domain === undefined ? null : uuidBytes(domain))
    },
  },
  {
    length: headerSize,
    answer: (packet, world, abi) => {
      abi.long(packet.data, byId(packet, world)?.maxMemory ?? 0)
      return none
    },
  },
  { length: headerSize, answer: ofDomain((domain, _, abi) => abi.domain(domain)) },
  { length: headerSize, answer: ofDomain(({ xml }, packet) => text(packet, xml)) },
  { length: headerSize, answer: ofDomain(({ osType }, packet) => text(packet, osType)) },
  { length: headerSize, answer: (packet, { capabilities }) => text(packet, capabilities) },
]

/** The answer, which is the request edited in place; null where the proxy hangs up instead. */
export function answerPacket(packet: ProxyPacket, world: ProxyWorld, abi: Abi): ProxyPacket | null {
  const command = commands[packet.command]
  if (command === undefined) return null
  const { length } = command
  if (length !== null && length !== headerSize + packet.extra.length) return null
  if (packet.extra.length > nameMax) return null
  const extra = command.answer(packet, world, abi)
  if (!(extra instanceof Refusal)) return { ...packet, extra }
  setArg(packet, extra.code)
  return { ...packet, extra: none }
}
