import type { RemoteClient } from '../../rpc/client.ts'
import type { NodeOps } from '../driver.ts'
import { plainLine } from '../plain.ts'

export const nodeOps = (calls: RemoteClient): NodeOps => ({
  async report() {
    const { model, ...numbers } = await calls.nodeGetInfo()
    return { model: plainLine(model), ...numbers }
  },
  log: null,
  async capabilities() {
    return (await calls.connectGetCapabilities()).capabilities
  },
})
