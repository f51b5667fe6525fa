import { devicesSexpr } from './device-sexpr.ts'
import { deviceName, isDisk, plugIn } from './devices.ts'
import type { XenDevice } from './domain.ts'
import { readDevice } from './domain-config.ts'
import { activeId, type DomainCall, type Operation, parameters } from './operation.ts'
import { PythonError, repr, type Value, XendError } from './python-value.ts'
import { settingOf } from './sxp-parse.ts'

function create(call: DomainCall): Value {
  const { domain, host } = call
  const { config } = parameters(call, { config: 'sxpr' })
  const device = readDevice(config, host.newUuid)
  // only 4.x plugs something into the configuration of an inactive domain
  if (host.personality.version !== '4.1') activeId(domain)
  const id = domain.id === null ? null : plugIn(device, domain.devices)
  domain.devices = [...domain.devices, { ...device, id }]
  return [device.kind, ['dom', domain.id, 'id', id]]
}

/** By its number, `vbd/51712`, or for disks by the name that the guest knows it by. */
function findDevice({ domain }: DomainCall, kind: string, asked: string): XenDevice {
  const last = asked.split('/').at(-1) ?? ''
  const found = domain.devices.find(
    (one, at) =>
      (one.kind === kind || (kind === 'vbd' && isDisk(one.kind))) &&
      (String(one.id ?? at) === last || (isDisk(kind) && deviceName(one) === last)),
  )
  if (found === undefined) throw new XendError(`Device ${asked} not connected`)
  return found
}

function destroy(call: DomainCall): undefined {
  const { domain, host } = call
  const isRecent = host.personality.version === '4.1'
  const wanted = { type: 'str', dev: 'str' } as const
  const more = { force: 'int', rm_cfg: 'int' } as const
  const { type, dev } = parameters(call, isRecent ? { ...wanted, ...more } : wanted)
  if (!isRecent) activeId(domain)
  const device = findDevice(call, type, dev)
  domain.devices = domain.devices.filter((one) => one !== device)
  if (!isRecent) domain.unplugged = [...domain.unplugged, device]
}

/** Only another medium in a CD drive, and only from 3.1 on; before it fails by mistakes in xend itself. */
function configure(call: DomainCall): Value {
  const { config, dev } = parameters(call, { config: 'sxpr', dev: 'str' })
  const { configFormat } = call.host.personality
  const wanted = readDevice(config, call.host.newUuid)
  if (configFormat < 3) throw new XendError(`${wanted.kind} devices may not be reconfigured`)
  if (configFormat === 3) throw new PythonError("global name 'sxpr' is not defined")
  const device = findDevice(call, wanted.kind, dev)
  const isCdrom = String(settingOf(device.body, 'dev')).endsWith(':cdrom')
  const isSame = deviceName(device) === deviceName(wanted)
  if (!isCdrom || !isSame || settingOf(wanted.body, 'mode') !== 'r') {
    const words = wanted.body.map((one) =>
      Array.isArray(one) ? `${repr(String(one[0]))}: ${repr(String(one[1] ?? ''))}` : '',
    )
    throw new XendError(
      `Refusing to reconfigure device ${wanted.kind}:${device.id} to {${words.join(', ')}}`,
    )
  }
  device.body = wanted.body
  return true
}

export const deviceOperations: Readonly<Record<string, Operation<DomainCall>>> = {
  device_create: { run: create },
  device_destroy: { run: destroy },
  device_configure: { run: configure },
  devices: {
    run: (call) => {
      const { type } = parameters(call, { type: 'str' })
      return devicesSexpr(call.domain, type, call.host.personality)
    },
  },
}
