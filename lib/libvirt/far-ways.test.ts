import { describe, expect, test } from 'vitest'
import { openPlan } from './plan.ts'
import { type FarWay, isRefused, type Surroundings } from './plan-types.ts'

const root: Surroundings = { uid: 0, readOnly: false, env: {}, libvirtConf: null, sockets: [] }
const kim = { uid: 1000, env: { XDG_RUNTIME_DIR: '/run/user/1000' } }

const written = (way: FarWay): string =>
  way.by === 'socket'
    ? way.path.replace('/var/run/libvirt/', '')
    : [way.helper, way.netcat && `${way.netcat.program} ${way.netcat.socket}`]
        .filter(Boolean)
        .join(' or ')

function waysOf(text: string, surroundings: Partial<Surroundings> = {}): string[] {
  const opening = openPlan(text, { ...root, ...surroundings })
  if (!opening.ok || isRefused(opening.plan)) throw new Error(`${text} is refused`)
  return (opening.plan.ways ?? []).map(written)
}

const system = '/var/run/libvirt/libvirt-sock'

describe('from a login to the daemon', () => {
  test.each([
    ['qemu+ssh://h/system', ['virtqemud-sock', 'libvirt-sock', `qemu:///system or nc ${system}`]],
    ['xen+ssh://h/', ['virtxend-sock', 'libvirt-sock', `xen:///system or nc ${system}`]],
    ['test+ssh://h/default', ['libvirt-sock', `test:///system or nc ${system}`]],
    ['remote+ssh://h/', ['libvirt-sock', `remote:///system or nc ${system}`]],
    [
      'remote+ssh://h/?name=lxc:///',
      ['virtlxcd-sock', 'libvirt-sock', `lxc:///system or nc ${system}`],
    ],
    ['remote+ssh://h/?name=esx%3A%2F%2Fvmw%2F', ['libvirt-sock', `esx:///system or nc ${system}`]],
    ['remote+ssh://h/?name=%24(id)', ['libvirt-sock', `remote:///system or nc ${system}`]],
  ])('%s goes straight to the sockets there may be, then by a program', (text, ways) => {
    expect(waysOf(text)).toEqual(ways)
  })

  test('read-only has sockets of its own', () => {
    expect(waysOf('qemu+ssh://h/system', { readOnly: true })).toEqual([
      'virtqemud-sock-ro',
      'libvirt-sock-ro',
      `qemu:///system or nc ${system}-ro`,
    ])
  })

  test.each([
    ['proxy=native', ['qemu:///system']],
    ['proxy=netcat', [`nc ${system}`]],
    ['netcat=ncat', [`ncat ${system}`]],
    ['netcat=ncat&proxy=auto', [`ncat ${system}`]],
    ['socket=/s', ['/s', 'nc /s']],
    ['socket=/s&proxy=auto', ['/s', 'nc /s']],
    ['socket=/s&proxy=netcat', ['nc /s']],
    ['socket=/s&proxy=native', ['qemu:///system?socket=%2Fs']],
    ['socket=run/s', ['nc run/s']],
    ['mode=legacy', ['libvirt-sock', `qemu:///system?mode=legacy or nc ${system}`]],
  ])('%s decides', (query, ways) => {
    expect(waysOf(`qemu+ssh://h/system?${query}`)).toEqual(ways)
  })

  test('libvirt.conf decides where the URI is silent', () => {
    const libvirtConf = 'remote_proxy = "native"'
    expect(waysOf('qemu+ssh://h/system', { libvirtConf })).toEqual(['qemu:///system'])
  })

  test('a user’s own daemon is the helper’s matter, whoever we are', () => {
    expect(waysOf('qemu+ssh://kim@h/session')).toEqual(['qemu:///session'])
    expect(waysOf('qemu+ssh://h/session', kim)).toEqual(['qemu:///session'])
    expect(waysOf('qemu+ssh://h/session?proxy=auto', kim)).toEqual([
      'qemu:///session or nc /run/user/1000/libvirt/libvirt-sock',
    ])
  })

  test('root has no daemon but the system’s', () => {
    expect(waysOf('qemu+ssh://root@h/session')[0]).toBe('virtqemud-sock')
  })

  test('other transports need none', () => {
    expect(waysOf('qemu+tls://h/system')).toEqual([])
  })
})
