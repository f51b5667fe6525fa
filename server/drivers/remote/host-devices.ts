import type { RemoteClient } from '../../rpc/client.ts'
import type { HostInterface, NodeDevice, ObjectOps } from '../driver.ts'
import { plainLine, plainOrNull } from '../plain.ts'
import type { Asked } from './ability.ts'
import { inWindow } from './calls.ts'
import { unlessRefused } from './failures.ts'

/** VIR_CONNECT_LIST_INTERFACES_ACTIVE. */
const activeInterfaces = 2

/** The node's own network interfaces. */
export const interfaceOps = (calls: RemoteClient, asked: Asked): ObjectOps<HostInterface> => ({
  async list() {
    const listed = async (flags: number) =>
      (await asked(calls.connectListAllInterfaces({ needResults: true, flags }))).ifaces
    const [all, active] = await Promise.all([listed(0), listed(activeInterfaces)])
    const up = new Set(active.map(({ name }) => name))
    return all.map(({ name, mac }) => ({
      name: plainLine(name),
      mac: plainOrNull(mac),
      active: up.has(name),
    }))
  },
  async xml(name) {
    const { iface } = await calls.interfaceLookupByName({ name })
    return (await calls.interfaceGetXmlDesc({ iface, flags: 0 })).xml
  },
})

export const nodeDeviceOps = (calls: RemoteClient, asked: Asked): ObjectOps<NodeDevice> => ({
  async list() {
    const all = { needResults: true, flags: 0 }
    const { devices } = await asked(calls.connectListAllNodeDevices(all))
    return inWindow(devices, async ({ name }) => ({
      name: plainLine(name),
      // one that has gone since it was listed has no parent either
      parent: plainOrNull(
        (await unlessRefused(calls.nodeDeviceGetParent({ name }), { parentName: null })).parentName,
      ),
    }))
  },
  async xml(name) {
    return (await calls.nodeDeviceGetXmlDesc({ name, flags: 0 })).xml
  },
})
