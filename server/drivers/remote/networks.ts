import type { RemoteClient } from '../../rpc/client.ts'
import type { Network, ObjectOps } from '../driver.ts'
import { plainLine, plainOrNull } from '../plain.ts'
import type { Asked } from './ability.ts'
import { inWindow } from './calls.ts'
import { unlessRefused } from './failures.ts'

/** virConnectListAllNetworksFlags; those of pools are the same. */
export const kept = { all: 0, active: 2, persistent: 4, autostart: 16 } as const

export const networkOps = (calls: RemoteClient, asked: Asked): ObjectOps<Network> => ({
  async list() {
    const listed = async (flags: number) =>
      (await asked(calls.connectListAllNetworks({ needResults: true, flags }))).nets
    const uuids = async (flags: number) => new Set((await listed(flags)).map(({ uuid }) => uuid))
    const [nets, active, persistent, autostart] = await Promise.all([
      listed(kept.all),
      uuids(kept.active),
      uuids(kept.persistent),
      uuids(kept.autostart),
    ])
    return inWindow(nets, async (net) => ({
      name: plainLine(net.name),
      uuid: net.uuid,
      active: active.has(net.uuid),
      persistent: persistent.has(net.uuid),
      autostart: autostart.has(net.uuid),
      // a network without a bridge is an error to libvirt
      bridge: plainOrNull(
        (await unlessRefused(calls.networkGetBridgeName({ net }), { name: '' })).name,
      ),
    }))
  },
  async xml(name) {
    const { net } = await calls.networkLookupByName({ name })
    return (await calls.networkGetXmlDesc({ net, flags: 0 })).xml
  },
})
