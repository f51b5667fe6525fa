import { listOfAnswer, valueOfAnswer } from './answers.ts'
import { type Asking, domainPlace } from './asking.ts'
import { type Sexpr, writeSexpr } from './sexpr.ts'

type Until = AbortSignal | undefined

/** Of the class vbd, tap, tap2, vif, pci …; `dev` is its number or, from xend 3.0.4 on, a name such as xvda. */
export interface DeviceName {
  type: string
  dev: string
}

/** The devices of one active domain. `config` is the inner list, `(vbd …)`. */
export function deviceCalls({ post }: Asking) {
  const slow = (signal: Until) => ({ signal, pace: 'hotplug' }) as const
  return {
    /** Their numbers: `((51712 ((backend …) (state 1) …)) …)`. */
    devices: async (name: string, type: string, signal?: Until): Promise<readonly Sexpr[]> =>
      listOfAnswer(await post(domainPlace(name), 'devices', { type }, { signal })),
    /** Answers with what it made, `(vbd (dom 1 id 51728))`, once the guest could have it. */
    deviceCreate: async (name: string, config: Sexpr, signal?: Until): Promise<Sexpr> =>
      valueOfAnswer(
        await post(
          domainPlace(name),
          'device_create',
          { config: writeSexpr(config) },
          slow(signal),
        ),
      ),
    /** Another CD for a full guest, from xend 3.1 on; all else is refused. */
    deviceConfigure: async (name: string, { config, dev }: Change, signal?: Until) => {
      await post(
        domainPlace(name),
        'device_configure',
        { config: writeSexpr(config), dev },
        slow(signal),
      )
    },
    /** From xend 3.3 on from its definition, too. */
    deviceDestroy: async (name: string, { type, dev }: DeviceName, signal?: Until) => {
      // the last two must be there from xend 3.3 on
      const fields = { type, dev, force: 0, rm_cfg: 1 }
      await post(domainPlace(name), 'device_destroy', fields, slow(signal))
    },
    /** After create, and before the domain may run. */
    waitForDevices: async (name: string, signal?: Until) => {
      await post(domainPlace(name), 'wait_for_devices', {}, slow(signal))
    },
  }
}

export interface Change {
  config: Sexpr
  dev: string
}
