import type { RemoteClient } from '../../rpc/client.ts'
import type { TypedParam } from '../../rpc/typed-param.ts'
import { answeredNo } from './failures.ts'

/** virDomainStatsTypes. */
const statsOf = { state: 1, cpu: 2, balloon: 4, vcpu: 8, interface: 16, block: 32 } as const

/** VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE and _NOWAIT: skip what a busy domain cannot tell at once. */
const activeOnly = 1
const noWait = 1 << 29

export interface StatsRecord {
  dom: { name: string; uuid: string; id: number }
  params: TypedParam[]
}

/** Figures of all domains by one call, as far as the host has it: drivers other than QEMU's know fewer flags, or nothing. */
export class BulkStats {
  readonly #calls: RemoteClient
  #flags: number | null = noWait

  constructor(calls: RemoteClient) {
    this.#calls = calls
  }

  /** One record a domain (active ones only, when asked so); null when this host has no such call. */
  async read(
    stats: readonly (keyof typeof statsOf)[],
    options: { active: boolean; signal?: AbortSignal },
  ): Promise<StatsRecord[] | null> {
    if (this.#flags === null) return null
    const mask = stats.reduce((bits, name) => bits | statsOf[name], 0)
    const flags = this.#flags | (options.active ? activeOnly : 0)
    const { signal } = options
    try {
      const args = { doms: [], stats: mask, flags }
      return (await this.#calls.connectGetAllDomainStats(args, signal && { signal })).retStats
    } catch (cause) {
      if (!answeredNo(cause)) throw cause
      this.#flags = this.#flags === noWait ? 0 : null
      return this.read(stats, options)
    }
  }
}
