import { Failure } from '../../../lib/failure.ts'
import { keyedOfAnswer, listOfAnswer, textOf } from './answers.ts'
import { type Asking, askingOf, domainPlace, placeOf } from './asking.ts'
import { deviceCalls } from './device-calls.ts'
import { guestCalls } from './guest-calls.ts'
import { resourceCalls } from './resource-calls.ts'
import { type Sexpr, valueAt, writeSexpr } from './sexpr.ts'
import type { XendHttp } from './xend-http.ts'

export type XendCalls = ReturnType<typeof xendCalls>

/** What `?state=` may say, from xend 3.0.4 on; older ones list all whatever it says. */
export type PowerState = 'all' | 'running' | 'halted' | 'paused' | 'suspended' | 'unknown'

type Until = AbortSignal | undefined

const node = placeOf('/xend/node')
const domains = placeOf('/xend/domain')
/** A log may be as large as xend lets it grow, and a detailed list has some 3 KiB for each domain. */
const largeBody = 4 * 1024 * 1024

/**
 * Everything xend is asked for, by the names of its own operations. Memory is in MiB, as xend has it. All throw Failure
 * as XendHttp does, and besides: domain.missing, host.unsupported for an op this xend does not know, host.refused with
 * xend's own words, host.not-xend for an answer of another shape.
 */
export function xendCalls(http: XendHttp) {
  const asking = askingOf(http)
  return {
    ...readCalls(asking),
    ...definitionCalls(asking),
    ...guestCalls(asking),
    ...resourceCalls(asking),
    ...deviceCalls(asking),
  }
}

/** How many requests at once a xend bears, by what `node()` said: up to config format 2 it serves one connection. */
export const atOnceOf = (node: Sexpr): number =>
  Number(valueAt(node, 'xend_config_format') ?? 1) >= 3 ? 4 : 1

const readCalls = ({ get }: Asking) => ({
  /** `(node (system Linux) …)`. */
  node: async (signal?: Until): Promise<Sexpr> =>
    keyedOfAnswer(await get(node, {}, { signal }), 'node'),
  dmesg: async (signal?: Until): Promise<string> =>
    textOf(await get(placeOf('/xend/node/dmesg'), {}, { signal })),
  /** The whole of xend.log. */
  log: async (signal?: Until): Promise<string> =>
    textOf(await get(placeOf('/xend/node/log'), {}, { signal, bodyMax: largeBody })),
  names: async (state: PowerState = 'all', signal?: Until): Promise<string[]> =>
    listOfAnswer(await get(domains, { state }, { signal })).filter(
      (name) => typeof name === 'string',
    ),
  /** `(domain …)` of the running ones, and from xend 3.0.4 on of no others: the paused and halted have names only. */
  listDetail: async (signal?: Until): Promise<readonly Sexpr[]> =>
    listOfAnswer(await get(domains, { detail: 1 }, { signal, bodyMax: largeBody })),
  /** `(domain …)` by name, id or uuid; null: there is none. */
  domain: async (name: string, signal?: Until): Promise<Sexpr | null> =>
    unlessMissing(async () =>
      keyedOfAnswer(await get(domainPlace(name), {}, { signal }), 'domain'),
    ),
  /** `(domain (domid 1) … (vcpu (number 0) …) …)`; domain.missing when there is none. */
  vcpuinfo: async (name: string, signal?: Until): Promise<Sexpr> =>
    keyedOfAnswer(await get(domainPlace(name), { op: 'vcpuinfo' }, { signal }), 'domain'),
})

const definitionCalls = ({ post }: Asking) => ({
  /** Makes a paused domain of `(vm …)` and tells it as `(domain …)`. Then come wait_for_devices and unpause. */
  create: async (config: Sexpr, signal?: Until): Promise<Sexpr> => {
    const answer = await post(
      domains,
      'create',
      { config: writeSexpr(config) },
      { signal, pace: 'hotplug' },
    )
    return keyedOfAnswer(answer, 'domain')
  },
  /** Keeps a definition, or changes the one of the same name and uuid. From xend 3.0.4 on. */
  new: async (config: Sexpr, signal?: Until): Promise<void> => {
    await post(domains, 'new', { config: writeSexpr(config) }, { signal })
  },
  /** Runs on from a file of save, whose path is xend's; the name of what runs, or null where that is not said. */
  restore: async (file: string, signal?: Until): Promise<string | null> => {
    const { location } = await post(domains, 'restore', { file }, { signal, pace: 'memory' })
    // as it is: xend encodes nothing there
    return /\/xend\/domain\/(.+)$/.exec(location ?? '')?.[1] ?? null
  },
})

async function unlessMissing<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof Failure && cause.code === 'domain.missing') return null
    throw cause
  }
}
