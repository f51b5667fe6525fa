import { Failure } from '../../../lib/failure.ts'
import { type DomainState, domainStateFromWire } from '../../../lib/libvirt/domain-state.ts'
import type { KiB } from '../../../lib/units.ts'
import type { NodeReport } from '../driver.ts'
import { plainLine } from '../plain.ts'
import type { ProxyChannel } from './proxy-channel.ts'

/** virDomainInfo. */
export interface DomainFigures {
  state: DomainState
  maxMemory: KiB
  memory: KiB
  vcpus: number
  /** Nanoseconds. */
  cpuTime: number
}

export interface DomainNames {
  uuid: string
  name: string
}

export type ProxyCalls = ReturnType<typeof proxyCalls>

/** What the proxy can be asked, all of it by reading. null: there is no such thing, or it cannot tell. Throws Failure. */
export const proxyCalls = (channel: Pick<ProxyChannel, 'ask'>) => ({
  ping: async (): Promise<void> => void (await channel.ask('none')),

  /** major × 1,000,000 + minor × 1,000 + release. */
  version: async (): Promise<number> => Math.max(0, (await channel.ask('version')).argument),

  node: async (): Promise<NodeReport | null> => readNode((await channel.ask('nodeInfo')).extra),

  /** Of the active ones: the proxy knows of no others. */
  ids: async (): Promise<number[]> => {
    const { argument, extra } = await channel.ask('list')
    if (argument < 0 || extra.length < argument * 4) throw wrongLength('list')
    return Array.from({ length: argument }, (_, at) => extra.readInt32LE(at * 4))
  },

  names: async (id: number): Promise<DomainNames | null> => {
    const { argument, extra } = await channel.ask('lookupId', id)
    if (argument < 0) return null
    if (extra.length < 17) throw wrongLength('lookup')
    return { uuid: dashed(extra.subarray(0, 16)), name: plainLine(textOf(extra.subarray(16))) }
  },

  figures: async (id: number): Promise<DomainFigures | null> => {
    const { extra } = await channel.ask('domainInfo', id)
    return extra.length === 0 ? null : readFigures(extra)
  },

  /** null for one above 4080 bytes, too: it does not fit the packet. */
  xml: async (id: number): Promise<string | null> => {
    const { argument, extra } = await channel.ask('domainXml', id)
    return argument < 0 ? null : textOf(extra)
  },

  capabilities: async (): Promise<string | null> => {
    const { argument, extra } = await channel.ask('capabilities')
    return argument < 0 ? null : textOf(extra)
  },
})

/** The struct as a 64-bit and as a 32-bit proxy lays it out: they answer with different lengths. */
function readFigures(extra: Buffer): DomainFigures {
  const state = domainStateFromWire(extra.readUInt8(0))
  if (extra.length === 40) {
    return {
      state,
      maxMemory: long(extra, 8),
      memory: long(extra, 16),
      vcpus: extra.readUInt16LE(24),
      cpuTime: long(extra, 32),
    }
  }
  if (extra.length !== 24) throw wrongLength('domain')
  return {
    state,
    maxMemory: extra.readUInt32LE(4),
    memory: extra.readUInt32LE(8),
    vcpus: extra.readUInt16LE(12),
    cpuTime: long(extra, 16),
  }
}

function readNode(extra: Buffer): NodeReport | null {
  if (extra.length === 0) return null
  const wide = extra.length === 64
  if (!wide && extra.length !== 60) throw wrongLength('node')
  const counts = wide ? 40 : 36
  const count = (at: number) => extra.readUInt32LE(counts + at * 4)
  return {
    model: plainLine(textOf(extra.subarray(0, 32))),
    memory: wide ? long(extra, 32) : extra.readUInt32LE(32),
    ...{ cpus: count(0), mhz: count(1), nodes: count(2) },
    ...{ sockets: count(3), cores: count(4), threads: count(5) },
  }
}

const long = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64LE(at))

/** Up to its NUL, if it has one. */
function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end === -1 ? bytes.length : end)
}

const dashed = (uuid: Buffer): string =>
  uuid.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

const wrongLength = (what: string): Failure =>
  new Failure('host.not-xend', `The Xen proxy’s answer about a ${what} has a strange length.`)
