import {
  Cable,
  CircuitBoard,
  Component,
  CreditCard,
  Dices,
  Disc,
  EthernetPort,
  Folder,
  HardDrive,
  type LucideIcon,
  MemoryStick,
  Monitor,
  Mouse,
  Plug,
  ShieldCheck,
  SquareTerminal,
  Timer,
  TriangleAlert,
  Tv,
  Usb,
  Volume2,
} from 'lucide-react'
import type { DeviceTag } from '@/lib/xml/devices/tables.ts'
import { attribute, type XmlElement } from '@/lib/xml/element.ts'

const icons: Record<DeviceTag, LucideIcon> = {
  disk: HardDrive,
  interface: EthernetPort,
  input: Mouse,
  graphics: Monitor,
  sound: Volume2,
  serial: SquareTerminal,
  parallel: SquareTerminal,
  console: SquareTerminal,
  channel: Cable,
  hostdev: Plug,
  video: Tv,
  watchdog: Timer,
  controller: CircuitBoard,
  filesystem: Folder,
  smartcard: CreditCard,
  redirdev: Usb,
  tpm: ShieldCheck,
  rng: Dices,
  panic: TriangleAlert,
  vsock: Cable,
  memballoon: MemoryStick,
}

/** The drawn sign of a device. */
export function deviceIcon(device: XmlElement): LucideIcon {
  if (device.name === 'disk' && attribute(device, 'device') === 'cdrom') return Disc
  return (icons as Partial<Record<string, LucideIcon>>)[device.name] ?? Component
}
