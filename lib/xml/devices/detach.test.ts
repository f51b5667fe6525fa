import { expect, test } from 'vitest'
import { readXml } from '../read.ts'
import { detachXml, removable } from './detach.ts'

const element = (xml: string) => readXml(xml).root
const now = element("<rng model='virtio'><alias name='rng0'/><address slot='0x05'/></rng>")
const later = element("<rng model='virtio'><address slot='0x05'/></rng>")
const elsewhere = element("<rng model='virtio'><address slot='0x06'/></rng>")

test('each side is told its own device', () => {
  expect(detachXml({ now, later }, 'live')).toContain('rng0')
  expect(detachXml({ now, later }, 'config')).toBe(
    "<rng model='virtio'><address slot='0x05'/></rng>",
  )
})

test('both are told what holds of both', () => {
  expect(detachXml({ now, later }, 'both')).toBe("<rng model='virtio'><address slot='0x05'/></rng>")
  expect(detachXml({ now, later: elsewhere }, 'both')).toBe("<rng model='virtio'></rng>")
})

test('a device is removed from where it is', () => {
  const all = ['both', 'live', 'config'] as const
  expect(removable({ now, later }, all)).toEqual(all)
  expect(removable({ now: null, later }, all)).toEqual(['config'])
  expect(removable({ now, later: null }, all)).toEqual(['live'])
  expect(removable({ now, later: null }, ['live'])).toEqual(['live'])
})
