import { deviceName, isDisk } from './devices.ts'
import type { XenDevice, XenDomain } from './domain.ts'
import type { Personality } from './personality.ts'
import type { Value } from './python-value.ts'
import { type Parsed, settingOf } from './sxp-parse.ts'

/** `(vbd (dev xvda:disk) …)`: from the back end where the domain runs, else from its configuration. */
export function deviceSexpr(
  device: XenDevice,
  domain: XenDomain,
  personality: Personality,
): Value[] {
  const running = domain.id !== null
  const own = running ? runningBody(device, domain, personality) : haltedBody(device)
  if (!personality.managed) return [device.kind, ['backend', 0], ...own]
  return [
    device.kind,
    ['uuid', device.uuid],
    ...(isDisk(device.kind) && !has(device, 'driver') ? [['driver', 'paravirtualised']] : []),
    ...own,
    ...(running ? [['backend', 0]] : []),
  ]
}

function haltedBody(device: XenDevice): Value[] {
  return [...device.body, ...(device.id === null ? [] : [['devid', device.id]])]
}

function runningBody(device: XenDevice, domain: XenDomain, personality: Personality): Value[] {
  if (isDisk(device.kind)) return diskBody(device, personality)
  if (device.kind === 'vif') return interfaceBody(device, personality)
  if (device.kind === 'vfb') return frameBufferBody(device, domain, personality)
  if (device.kind === 'pci') return pciBody(device)
  return device.body
}

/** From 3.0.3 on the name says which kind of disk it is. */
function diskBody(device: XenDevice, { configFormat }: Personality): Value[] {
  const dev = settingOf(device.body, 'dev')
  const isCdrom = typeof dev === 'string' && dev.endsWith(':cdrom')
  const suffix = configFormat === 1 ? '' : isCdrom ? ':cdrom' : ':disk'
  return replaced(device.body, 'dev', `${deviceName(device)}${suffix}`)
}

function interfaceBody(device: XenDevice, { managed }: Personality): Value[] {
  const script = managed ? '/etc/xen/scripts/vif-bridge' : 'vif-bridge'
  const mac = `00:16:3e:00:00:${String((device.id ?? 0) % 100).padStart(2, '0')}`
  return [
    ...(has(device, 'script') ? [] : [['script', script]]),
    ...(has(device, 'mac') ? [] : [['mac', mac]]),
    ...device.body,
  ]
}

function frameBufferBody(device: XenDevice, domain: XenDomain, personality: Personality): Value[] {
  const kind = ['vnc', 'sdl'].find(
    (one) => settingOf(device.body, one) === '1' || settingOf(device.body, 'type') === one,
  )
  const body = device.body.filter(
    (one) => !Array.isArray(one) || !['type', 'vnc', 'sdl'].includes(String(one[0])),
  )
  const said =
    kind === undefined ? [] : [personality.frameBuffer === 'flag' ? [kind, '1'] : ['type', kind]]
  const listen = settingOf(device.body, 'vnclisten') ?? '127.0.0.1'
  const hasLocation = personality.configFormat === 4 && kind === 'vnc'
  const port = 5900 + (domain.id ?? 0)
  return [...said, ...body, ...(hasLocation ? [['location', `${String(listen)}:${port}`]] : [])]
}

/** xend writes every part of an address, also the domain that a person leaves out. */
function pciBody(device: XenDevice): Value[] {
  return device.body.map((one) =>
    Array.isArray(one) && one[0] === 'dev' && settingOf(one, 'domain') === undefined
      ? ['dev', ['domain', '0x0000'], ...one.slice(1)]
      : one,
  )
}

const has = (device: XenDevice, key: string): boolean => settingOf(device.body, key) !== undefined

const replaced = (body: readonly Parsed[], key: string, value: string): Value[] =>
  body.map((one) => (Array.isArray(one) && one[0] === key ? [key, value] : one))

/** `((51712 ((backend …) …)))`: what the `devices` op answers, in the one shape in which device numbers are told. */
export function devicesSexpr(domain: XenDomain, kind: string, personality: Personality): Value[] {
  const wanted = domain.devices.filter((device) =>
    kind === 'vbd' && personality.version === '4.1' ? isDisk(device.kind) : device.kind === kind,
  )
  const isUp = domain.power === 'running' || domain.power === 'paused'
  if (!isUp || (personality.version === '3.0.4' && domain.power === 'paused')) {
    return wanted.map((device, at) => [at, deviceSexpr(device, domain, personality)])
  }
  return wanted.map((device) => [device.id, frontEnd(device, domain)])
}

function frontEnd(device: XenDevice, domain: XenDomain): Value[] {
  const { kind, id } = device
  const backend = `/local/domain/0/backend/${kind}/${domain.id}/${id}`
  const mac = settingOf(device.body, 'mac')
  const dev = settingOf(device.body, 'dev')
  const isCdrom = typeof dev === 'string' && dev.endsWith(':cdrom')
  return [
    ['backend', backend],
    ['backend-id', 0],
    ...(isDisk(kind) ? [['device-type', isCdrom ? 'cdrom' : 'disk']] : []),
    ...(kind === 'vif' && typeof mac === 'string' ? [['mac', mac]] : []),
    ...(kind === 'vif' ? [['handle', id]] : []),
    ['state', 1],
    ...(isDisk(kind) ? [['virtual-device', id]] : []),
  ]
}
