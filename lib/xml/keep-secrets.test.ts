import { expect, test } from 'vitest'
import { keepSecrets } from './keep-secrets.ts'

const domain = (...devices: string[]) =>
  `<?xml version="1.0"?>\n<domain type='qemu'>\n  <name>a</name>\n  <devices>${devices.join('')}</devices>\n</domain>\n`
const kept = (edited: string, secure: string) => keepSecrets(domain(edited), domain(secure))

const source = (host: string, cookies: string, protocol = 'https') =>
  `<source protocol='${protocol}' name='a.iso'><host name='${host}' port='443'/>${cookies}</source>`
const cookies = "<cookies><cookie name='session'>s3cret</cookie></cookies>"
const disk = (target: string, inside: string) =>
  `<disk type='network'>${inside}<target dev='${target}'/></disk>`

test('a display gets its password back, and all else stays as it was typed', () => {
  expect(
    kept(
      `<!-- mine --><graphics  type="vnc" port='-1'> <listen type="none"/></graphics><video/>`,
      `<graphics type='vnc' port='5901' passwd='&lt;&apos;&quot;'/><video/>`,
    ),
  ).toBe(
    domain(
      `<!-- mine --><graphics type='vnc' port='-1' passwd='&lt;&apos;&quot;'> <listen type="none"/></graphics><video/>`,
    ),
  )
})

test('a password that was written stands, be it empty', () => {
  const edited = `<graphics type='vnc' passwd=''/><graphics type='spice' passwd='new'/>`
  const secure = `<graphics type='vnc' passwd='old'/><graphics type='spice' passwd='old'/>`
  expect(kept(edited, secure)).toBe(domain(edited))
})

test('each display gets its own, in whatever order they stand', () => {
  expect(
    kept(
      `<graphics type='spice'/><graphics type='vnc'/><graphics type='vnc'/><graphics type='vnc'/>`,
      `<graphics type='vnc' passwd='1'/><graphics type='vnc'/><graphics type='spice' passwd='s'/>`,
    ),
  ).toBe(
    domain(
      `<graphics type='spice' passwd='s'/><graphics type='vnc' passwd='1'/>`,
      `<graphics type='vnc'/><graphics type='vnc'/>`,
    ),
  )
})

test('a disk gets its cookies back, wherever in it they stand', () => {
  const backed = (inside: string) =>
    disk('vda', `<source file='/a'/><backingStore>${source('h', inside)}</backingStore>`)
  expect(kept(backed(''), backed(cookies))).toBe(domain(backed(cookies)))
  const two = (first: string, second: string) => first + second
  expect(
    kept(
      two(disk('sdb', source('h', '')), disk('sda', source('h', ''))),
      two(disk('sda', source('h', cookies)), disk('sdb', source('h', ''))),
    ),
  ).toBe(domain(two(disk('sdb', source('h', '')), disk('sda', source('h', cookies)))))
})

test('cookies go to no other server, and not in the clear', () => {
  const secure = disk('sda', source('h', cookies))
  for (const edited of [source('other', ''), source('h', '', 'http'), "<source file='/a'/>"]) {
    expect(kept(disk('sda', edited), secure)).toBe(domain(disk('sda', edited)))
  }
})

test('a definition without devices, on either side, is as it was', () => {
  const bare = '<domain><name>a</name></domain>'
  expect(keepSecrets(bare, domain("<graphics type='vnc' passwd='x'/>"))).toBe(bare)
  expect(keepSecrets(domain("<graphics type='vnc'/>"), bare)).toBe(domain("<graphics type='vnc'/>"))
  expect(keepSecrets(domain('<graphics/>'), domain('<graphics/>'))).toBe(domain('<graphics/>'))
})

test('elements that are not libvirt’s own are left alone', () => {
  const edited = `<x:graphics xmlns:x='urn:x' type='vnc'/><constructor/>`
  expect(kept(edited, `<graphics type='vnc' passwd='x'/>`)).toBe(domain(edited))
})

test('what is not XML is refused', () => {
  expect(() => keepSecrets('<domain>', domain(''))).toThrow('unclosed tag')
})
