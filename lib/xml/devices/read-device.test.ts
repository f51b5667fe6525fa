import { expect, test } from 'vitest'
import { readDevice } from './read-device.ts'

test('a device is read, with what stands around it', () => {
  expect(readDevice("<!-- a spare -->\n<rng model='virtio'/>\n")).toMatchObject({
    ok: true,
    device: { name: 'rng' },
  })
})

test.each([
  ['', 1, 1, 'The XML of a device is needed.'],
  ['<domain/>', 1, 1, 'One device is needed, not a whole <domain>.'],
  ['<devices><rng/></devices>', 1, 1, 'One device is needed, not a whole <devices>.'],
])('%j is refused with a reason', (text, line, column, why) => {
  expect(readDevice(text)).toEqual({ ok: false, line, column, why })
})

test('what is not XML is refused where it goes wrong', () => {
  expect(readDevice('<rng>\n  <backend>\n</rng>')).toMatchObject({
    ok: false,
    line: 3,
    why: expect.stringMatching(/^It is not XML: .*\w\.$/),
  })
})
