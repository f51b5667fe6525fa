import { describe, expect, test } from 'vitest'
import { openPlan } from './plan.ts'
import type { Surroundings } from './plan-types.ts'
import { resolveUri, uriAliases } from './resolve-uri.ts'

const around = (env: Record<string, string>, libvirtConf: string | null = null): Surroundings => ({
  uid: 0,
  readOnly: false,
  env,
  libvirtConf,
  sockets: [],
})
const aliases = 'uri_aliases = [ "hall=qemu+ssh://root@hall/system", "attic=hall" ]\n'

test.each([
  ['qemu:///system', {}, null, 'qemu:///system', 'given'],
  [null, {}, null, '', 'nowhere'],
  ['', {}, null, '', 'nowhere'],
  [
    null,
    { VIRSH_DEFAULT_CONNECT_URI: 'a:/', LIBVIRT_DEFAULT_URI: 'b:/' },
    null,
    'a:/',
    'VIRSH_DEFAULT_CONNECT_URI',
  ],
  [
    '',
    { VIRSH_DEFAULT_CONNECT_URI: 'a:/', LIBVIRT_DEFAULT_URI: 'b:/' },
    null,
    'b:/',
    'LIBVIRT_DEFAULT_URI',
  ],
  ['', { LIBVIRT_DEFAULT_URI: '' }, 'uri_default = "c:/"', 'c:/', 'uri_default'],
  ['', { LIBVIRT_DEFAULT_URI: 'b:/' }, 'uri_default = "c:/"', 'b:/', 'LIBVIRT_DEFAULT_URI'],
  ['d:/', { LIBVIRT_DEFAULT_URI: 'b:/' }, 'uri_default = "c:/"', 'd:/', 'given'],
  ['xen', {}, null, 'xen:///system', 'given'],
  ['XeN', {}, null, 'xen:///system', 'given'],
  ['xen://', {}, null, 'xen:///system', 'given'],
  ['XEN://', {}, null, 'XEN://', 'given'],
  [null, { VIRSH_DEFAULT_CONNECT_URI: 'xen' }, null, 'xen:///system', 'VIRSH_DEFAULT_CONNECT_URI'],
  // only a caller's word counts as the old name: libvirt refuses it as its own default
  ['', { LIBVIRT_DEFAULT_URI: 'xen' }, null, 'xen', 'LIBVIRT_DEFAULT_URI'],
] as [string | null, Record<string, string>, string | null, string, string][])(
  '%j with %j and %j means %j, from %s',
  (text, env, conf, meant, source) => {
    expect(resolveUri(text, around(env, conf))).toMatchObject({ ok: true, text: meant, source })
  },
)

describe('aliases', () => {
  test.each([
    ['hall', 'qemu+ssh://root@hall/system', 'hall'],
    ['attic', 'hall', 'attic'],
    ['Hall', 'Hall', null],
    ['cellar', 'cellar', null],
    ['', '', null],
  ])('%j stands for %j by the alias %j, once and with its case', (text, meant, alias) => {
    expect(resolveUri(text, around({}, aliases))).toMatchObject({ text: meant, alias })
  })

  test('stand for defaults too', () => {
    expect(resolveUri('', around({}, `${aliases}uri_default = "hall"`))).toMatchObject({
      text: 'qemu+ssh://root@hall/system',
      source: 'uri_default',
      alias: 'hall',
    })
  })

  test('of one name: the first counts', () => {
    const conf = 'uri_aliases = [ "a=x:/1", "a=x:/2" ]'
    expect(resolveUri('a', around({}, conf))).toMatchObject({ text: 'x:/1' })
  })

  test('cannot replace the old name of Xen', () => {
    const conf = 'uri_aliases = [ "xen=test:///default" ]'
    expect(resolveUri('xen', around({}, conf))).toMatchObject({ text: 'xen:///system' })
  })

  test.each([
    ['uri_aliases = [ "a=x:/", "bad" ]', 'a', null],
    ['uri_aliases = [ "a=x:/", "bad" ]', 'b', 'conf-alias'],
    ['uri_aliases = [ "bad name=x:/" ]', 'qemu:///system', 'conf-alias'],
    ['uri_aliases = "a=x:/"', 'qemu:///system', 'conf'],
    ['uri_aliases = [ "a=x:/", 1 ]', 'a', 'conf'],
    ['uri_default = 1', 'qemu:///system', null],
    ['uri_default = 1', '', 'conf'],
    ['nonsense', 'qemu:///system', 'conf'],
  ])('in %j spoil the opening of %j with %j', (conf, text, code) => {
    const resolution = resolveUri(text, around({}, conf))
    expect(resolution.ok ? null : resolution.code).toBe(code)
  })

  test('are offered when libvirt would take them', () => {
    const conf = 'uri_aliases = [ "a=x:/", "bad", 1, "b c=x:/", "d=y:/?q=1" ]'
    expect(uriAliases(conf)).toEqual([
      { name: 'a', uri: 'x:/' },
      { name: 'd', uri: 'y:/?q=1' },
    ])
    expect(uriAliases('uri_aliases = 1')).toEqual([])
    expect(uriAliases('nonsense')).toEqual([])
    expect(uriAliases(null)).toEqual([])
  })
})

describe('a text that stands for something else', () => {
  test('is opened as that', () => {
    const opening = openPlan('hall', around({}, aliases))
    expect(opening).toMatchObject({
      ok: true,
      alias: 'hall',
      text: 'qemu+ssh://root@hall/system',
      uri: { server: 'hall' },
      plan: { host: 'hall', remoteName: 'qemu:///system' },
    })
  })

  test('and cannot be read is blamed on what it stands for', () => {
    const conf = 'uri_aliases = [ "a=x y" ]'
    expect(openPlan('a', around({}, conf))).toMatchObject({
      ok: false,
      at: 0,
      error: 'The alias “a” stands for no URI: A space cannot stand in a URI: write %20.',
    })
    expect(openPlan('', around({ LIBVIRT_DEFAULT_URI: 'x y' }))).toMatchObject({
      error: expect.stringContaining('LIBVIRT_DEFAULT_URI stands for no URI'),
    })
  })

  test('is refused when it stands for nothing', () => {
    for (const conf of ['uri_default = ""', 'uri_default = "a"\nuri_aliases = [ "a=" ]']) {
      expect(openPlan('', around({}, conf))).toMatchObject({ plan: { code: 'no-scheme' } })
    }
  })
})
