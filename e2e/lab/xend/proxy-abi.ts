export interface DomainFigures {
  state: number
  /** KiB. */
  maxMemory: number
  memory: number
  vcpus: number
  /** ns. */
  cpuTime: bigint
}

export interface NodeFigures {
  model: string
  /** KiB. */
  memory: number
  cpus: number
  mhz: number
  nodes: number
  sockets: number
  cores: number
  threads: number
}

/** How a compiler of that machine lays out `long` and the structures that have some. */
export interface Abi {
  /** Writes a long into the eight bytes of the union; on 32 bit machines the rest stays. */
  long(data: Buffer, value: number): void
  domain(figures: DomainFigures): Buffer
  node(figures: NodeFigures): Buffer
}

function nodeBytes(figures: NodeFigures, size: number, at: number): Buffer {
  const bytes = Buffer.alloc(size)
  bytes.write(figures.model.slice(0, 31), 'latin1')
  const { cpus, mhz, nodes, sockets, cores, threads } = figures
  for (const [word, value] of [cpus, mhz, nodes, sockets, cores, threads].entries()) {
    bytes.writeUInt32LE(value, at + word * 4)
  }
  return bytes
}

export const abis = {
  x86_64: {
    long: (data, value) => void data.writeBigInt64LE(BigInt(value)),
    domain: ({ state, maxMemory, memory, vcpus, cpuTime }) => {
      const bytes = Buffer.alloc(40)
      bytes.writeUInt8(state, 0)
      bytes.writeBigUInt64LE(BigInt(maxMemory), 8)
      bytes.writeBigUInt64LE(BigInt(memory), 16)
      bytes.writeUInt16LE(vcpus, 24)
      bytes.writeBigUInt64LE(cpuTime, 32)
      return bytes
    },
    node: (figures) => {
      const bytes = nodeBytes(figures, 64, 40)
      bytes.writeBigUInt64LE(BigInt(figures.memory), 32)
      return bytes
    },
  },
  i386: {
    long: (data, value) => void data.writeInt32LE(value),
    domain: ({ state, maxMemory, memory, vcpus, cpuTime }) => {
      const bytes = Buffer.alloc(24)
      bytes.writeUInt8(state, 0)
      bytes.writeUInt32LE(maxMemory, 4)
      bytes.writeUInt32LE(memory, 8)
      bytes.writeUInt16LE(vcpus, 12)
      bytes.writeBigUInt64LE(cpuTime, 16)
      return bytes
    },
    node: (figures) => {
      const bytes = nodeBytes(figures, 60, 36)
      bytes.writeUInt32LE(figures.memory, 32)
      return bytes
    },
  },
} as const satisfies Record<string, Abi>
