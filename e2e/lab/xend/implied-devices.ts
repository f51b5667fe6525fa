import type { XenDevice, XenDomain } from './domain.ts'
import type { NewUuid } from './domain-config.ts'
import type { Personality } from './personality.ts'
import { type Parsed, settingOf } from './sxp-parse.ts'

const screenSettings = ['vncdisplay', 'vncunused', 'vnclisten', 'vncpasswd', 'keymap', 'display']

/** Devices that xend adds of itself since 3.1: a frame buffer for what the image says, a console for a PV guest. */
export function impliedDevices(
  domain: Pick<XenDomain, 'image' | 'devices' | 'id'>,
  personality: Personality,
  newUuid: NewUuid,
): XenDevice[] {
  if (personality.configFormat < 4 || domain.image === null || domain.id === 0) return []
  const [kind, ...image] = domain.image
  const has = (wanted: string) => domain.devices.some((device) => device.kind === wanted)
  const screen = kind === 'hvm' && !has('vfb') ? screenOf(image) : null
  const body: Parsed[] = [
    ['protocol', 'vt100'],
    ['location', '2'],
  ]
  return [
    ...(screen === null ? [] : [{ kind: 'vfb', id: null, body: screen, uuid: newUuid() }]),
    ...(kind === 'hvm' || has('console')
      ? []
      : [{ kind: 'console', id: null, body, uuid: newUuid() }]),
  ]
}

function screenOf(image: readonly Parsed[]): Parsed[] | null {
  const type = ['vnc', 'sdl'].find((one) => settingOf(image, one) === '1')
  if (type === undefined) return null
  const more = screenSettings.flatMap((key) => {
    const value = settingOf(image, key)
    return value === undefined ? [] : [[key, value]]
  })
  return [['type', type], ...more]
}
