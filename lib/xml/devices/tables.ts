import { disk } from '../disk.ts'
import { graphics } from '../graphics.ts'
import { networkInterface } from '../interface.ts'
import { channelDevice, consoleDevice, parallel, serial } from './character.ts'
import { controller } from './controller.ts'
import { filesystem } from './filesystem.ts'
import { hostdev, redirdev } from './hostdev.ts'
import { input } from './input.ts'
import { memoryBalloon } from './memory-balloon.ts'
import { panic } from './panic.ts'
import { rng } from './rng.ts'
import { smartcard } from './smartcard.ts'
import { sound } from './sound.ts'
import { tpm } from './tpm.ts'
import { video } from './video.ts'
import { vsock } from './vsock.ts'
import { watchdog } from './watchdog.ts'

/** The devices that have a table, by their element, in the order in which virt-manager lists them. */
export const deviceTables = {
  disk,
  interface: networkInterface,
  input,
  graphics,
  sound,
  serial,
  parallel,
  console: consoleDevice,
  channel: channelDevice,
  hostdev,
  video,
  watchdog,
  controller,
  filesystem,
  smartcard,
  redirdev,
  tpm,
  rng,
  panic,
  vsock,
  memballoon: memoryBalloon,
} as const

type Tables = typeof deviceTables
export type DeviceTag = keyof Tables

/** Every value that some table reads. */
export type DeviceField = {
  [Tag in DeviceTag]: keyof ReturnType<Tables[Tag]['read']>
}[DeviceTag]

export const isDeviceTag = (name: string): name is DeviceTag => Object.hasOwn(deviceTables, name)

/** Where a device stands in the list: those without a table come last, as the definition has them. */
export const placeOf = (name: string): number => {
  const place = Object.keys(deviceTables).indexOf(name)
  return place === -1 ? Number.POSITIVE_INFINITY : place
}
