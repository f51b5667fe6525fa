import type { XenDevice } from './domain.ts'
import { XendError } from './python-value.ts'
import { settingOf } from './sxp-parse.ts'

/** Each is plugged in at most once to a domain. */
const single = ['vfb', 'vkbd', 'pci', 'console', 'vtpm']
const disks = ['vbd', 'tap', 'tap2']
const known = [...single, ...disks, 'vif', 'usb', 'irq', 'ioports', 'vscsi', 'vusb']
const hdMajors = [3, 22, 33, 34, 56, 57, 88, 89]

export const isDisk = (kind: string): boolean => disks.includes(kind)

/** `dev` as the configuration gives it, without the words around it that say what kind of disk it is. */
export function deviceName(device: XenDevice): string {
  const dev = settingOf(device.body, 'dev')
  return typeof dev === 'string' ? dev.replace(/^ioemu:/, '').replace(/:(disk|cdrom)$/, '') : ''
}

/** The number that it gets beside those that are there; throws XendError where it cannot be plugged in. */
export function plugIn(device: XenDevice, others: readonly XenDevice[]): number {
  const { kind } = device
  if (!known.includes(kind)) throw new XendError(`unknown device type: ${kind}`)
  const taken = others.filter((one) => one.kind === kind).map(({ id }) => id)
  if (kind === 'vif') return firstFree(taken)
  const id = isDisk(kind)
    ? diskNumber(deviceName(device))
    : single.includes(kind)
      ? 0
      : firstFree(taken)
  if (taken.includes(id)) {
    const which = isDisk(kind) ? `${deviceName(device)} (${id}, ${kind})` : `${id} (${kind})`
    throw new XendError(`Device ${which} is already connected.`)
  }
  return id
}

function firstFree(taken: readonly (number | null)[]): number {
  let id = 0
  while (taken.includes(id)) id += 1
  return id
}

/** Linux's number of a block device, which is what xend calls it by. */
export function diskNumber(dev: string): number {
  const name = dev.replace(/^\/dev\//, '')
  if (/^(0x[0-9a-f]+|\d+)$/i.test(name)) return Number(name)
  const [, bus = '', letter = '', partition = '0'] = /^(xvd|hd|sd)([a-z])(\d*)$/.exec(name) ?? []
  const at = letter.charCodeAt(0) - 'a'.charCodeAt(0)
  const part = Number(partition)
  if (bus === 'xvd' && at < 16 && part < 16) return 202 * 256 + at * 16 + part
  if (bus === 'sd' && at < 16 && part < 16) return 8 * 256 + at * 16 + part
  const major = hdMajors[Math.floor(at / 2)]
  if (bus === 'hd' && major !== undefined && part < 64) return major * 256 + (at % 2) * 64 + part
  throw new XendError(`Unable to find number for device (${name})`)
}
