import {
  hostInterface,
  listArgs,
  listMax,
  network,
  nodeDevice,
  nullable,
  nwfilter,
  secret,
  string,
} from './objects.ts'
import { change, remote } from './row.ts'
import { flag, i32, i64, list, struct, u32, uuid } from './xdr.ts'

const lease = struct({
  iface: string,
  expirytime: i64,
  type: i32,
  mac: nullable,
  iaid: nullable,
  ipaddr: string,
  prefix: u32,
  hostname: nullable,
  clientid: nullable,
})

/** Virtual networks. */
export const networkRows = {
  connectListAllNetworks: remote.procedure(283, listArgs, {
    nets: list(network, listMax),
    ret: u32,
  }),
  networkLookupByName: remote.procedure(46, { name: string }, { net: network }),
  networkLookupByUuid: remote.procedure(47, { uuid }, { net: network }),
  networkGetXmlDesc: remote.procedure(43, { net: network, flags: u32 }, { xml: string }),
  networkGetAutostart: remote.procedure(44, { net: network }, { autostart: flag }),
  networkGetBridgeName: remote.procedure(45, { net: network }, { name: string }),
  networkIsActive: remote.procedure(152, { net: network }, { active: flag }),
  networkIsPersistent: remote.procedure(153, { net: network }, { persistent: flag }),
  networkGetDhcpLeases: remote.procedure(
    341,
    { net: network, mac: nullable, ...listArgs },
    { leases: list(lease, 65_536), ret: u32 },
  ),
  networkDefineXml: remote.procedure(41, { xml: string }, { net: network }, change),
  networkCreate: remote.procedure(39, { net: network }, {}, change),
  networkDestroy: remote.procedure(42, { net: network }, {}, change),
  networkUndefine: remote.procedure(49, { net: network }, {}, change),
  networkSetAutostart: remote.procedure(48, { net: network, autostart: flag }, {}, change),
}

/** The node's own network interfaces. */
export const interfaceRows = {
  connectListAllInterfaces: remote.procedure(284, listArgs, {
    ifaces: list(hostInterface, listMax),
    ret: u32,
  }),
  interfaceLookupByName: remote.procedure(128, { name: string }, { iface: hostInterface }),
  interfaceLookupByMacString: remote.procedure(129, { mac: string }, { iface: hostInterface }),
  interfaceGetXmlDesc: remote.procedure(130, { iface: hostInterface, flags: u32 }, { xml: string }),
  interfaceIsActive: remote.procedure(156, { iface: hostInterface }, { active: flag }),
}

/** Devices of the node. */
export const nodeDeviceRows = {
  connectListAllNodeDevices: remote.procedure(285, listArgs, {
    devices: list(nodeDevice, 65_536),
    ret: u32,
  }),
  nodeDeviceLookupByName: remote.procedure(113, { name: string }, { dev: nodeDevice }),
  nodeDeviceGetXmlDesc: remote.procedure(114, { name: string, flags: u32 }, { xml: string }),
  nodeDeviceGetParent: remote.procedure(115, { name: string }, { parentName: nullable }),
  nodeDeviceListCaps: remote.procedure(
    117,
    { name: string, maxnames: i32 },
    { names: list(string, 65_536) },
  ),
  nodeDeviceNumOfCaps: remote.procedure(116, { name: string }, { num: i32 }),
  nodeDeviceIsPersistent: remote.procedure(435, { name: string }, { persistent: flag }),
  nodeDeviceIsActive: remote.procedure(436, { name: string }, { active: flag }),
}

/** Packet filters and stored credentials. */
export const nwfilterRows = {
  connectListAllNwfilters: remote.procedure(286, listArgs, {
    filters: list(nwfilter, listMax),
    ret: u32,
  }),
  nwfilterLookupByName: remote.procedure(175, { name: string }, { nwfilter }),
  nwfilterLookupByUuid: remote.procedure(176, { uuid }, { nwfilter }),
  nwfilterGetXmlDesc: remote.procedure(177, { nwfilter, flags: u32 }, { xml: string }),
}

export const secretRows = {
  connectListAllSecrets: remote.procedure(287, listArgs, {
    secrets: list(secret, listMax),
    ret: u32,
  }),
  secretLookupByUuid: remote.procedure(141, { uuid }, { secret }),
  secretLookupByUsage: remote.procedure(147, { usageType: i32, usageId: string }, { secret }),
  secretGetXmlDesc: remote.procedure(143, { secret, flags: u32 }, { xml: string }),
}
