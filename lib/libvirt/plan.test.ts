import { describe, expect, test } from 'vitest'
import { type GoldenUri, goldenUris } from './golden/uris.ts'
import { openPlan, planFor } from './plan.ts'
import { isRefused, type Open, type RefusalCode, type Surroundings } from './plan-types.ts'
import { parseUri } from './uri.ts'

const root: Surroundings = { uid: 0, readOnly: false, env: {}, libvirtConf: null, sockets: [] }
const kim = { HOME: '/home/kim', XDG_RUNTIME_DIR: '/run/user/1000', LIBVIRT_AUTOSTART: '0' }

const openOf = (text: string | null, surroundings: Partial<Surroundings> = {}): Open => {
  const opening = openPlan(text, { ...root, ...surroundings })
  if (!opening.ok) throw new Error(opening.error)
  if (isRefused(opening.plan)) throw new Error(opening.plan.refused)
  return opening.plan
}

const codeOf = (text: string | null, surroundings: Partial<Surroundings> = {}) => {
  const opening = openPlan(text, { ...root, ...surroundings })
  if (!opening.ok) return 'unreadable'
  return isRefused(opening.plan) ? opening.plan.code : null
}

/** libvirt's messages and what they are here. */
const messages: readonly (readonly [RegExp, RefusalCode | 'unreadable'])[] = [
  [/Unable to parse URI/, 'unreadable'],
  [/does not include a driver name/, 'no-scheme'],
  [/transport in URL not recognised/, 'transport'],
  [/using unix socket and remote server/, 'unix-server'],
  [/maybe you want/, 'missing-slash'],
  [/command is required/, 'command-missing'],
  [/URI component|Invalid authentication method|Invalid host key/, 'param-value'],
  [/Cannot use direct socket mode/, 'mode-direct'],
  [/netcat path not valid/, 'netcat-native'],
  [/Malformed 'uri_aliases'/, 'conf-alias'],
  [/syntax error|expected a string/, 'conf'],
  [/missing the server part/, 'server-missing'],
  [/URI parameter 'root'|root path must be|embedded driver is not valid/, 'embed'],
]

/** What is told apart here and is one message of libvirt's, or comes of how Debian built it. */
function codeFor({ uri, libvirtConf, real }: GoldenUri): RefusalCode | 'unreadable' | null {
  if (!('error' in real)) return null
  if (/remote mode|proxy type/.test(real.error)) {
    return libvirtConf === undefined ? 'param-value' : 'conf'
  }
  if (uri?.startsWith('hyperv:')) return 'server-missing'
  if (uri?.startsWith('parallels:')) return null
  return messages.find(([message]) => message.test(real.error))?.[1] ?? null
}

/** Rows where we mean to differ: the harmful quirks, and the forms of legacy Xen. */
const deliberate: Record<string, RefusalCode | 'xend'> = {
  'qemu:///x%00y': 'nul',
  'qemu+ssh://@h/system?command=/opt/ssh': 'empty-user',
  'http:///': 'server-missing',
  '/x': 'xend',
  '/a?b#c': 'xend',
}

const around = ({ uid, readonly, env, libvirtConf, sockets }: GoldenUri): Surroundings => ({
  uid: uid ?? 0,
  readOnly: readonly ?? false,
  env: { ...kim, ...env },
  libvirtConf: libvirtConf ?? null,
  sockets: sockets ?? [],
})

describe('what the real libvirt did', () => {
  const rows = goldenUris
    .filter(({ uri }) => uri === null || !Object.hasOwn(deliberate, uri))
    .map((row) => ({ row, said: JSON.stringify({ ...row, parts: undefined, real: undefined }) }))

  test.each(rows)('is planned for $said', ({ row }) => {
    expect(codeOf(row.uri, around(row))).toBe(codeFor(row))
    if ('error' in row.real) return
    const { real } = row
    const plan = openOf(row.uri, around(row))
    const inside = plan.options.proxy === 'native' && !row.uri?.includes('socket=')
    expect({ ...plan, socket: inside ? real.socket : plan.socket }).toMatchObject({
      remoteName: real.name,
      transport: real.transport,
      socket: real.socket,
    })
    if ('address' in real) expect([plan.host, plan.port]).toEqual(real.address)
    if ('ssh' in real && real.ssh) expect(sshOf(plan)).toEqual(real.ssh)
  })

  test.each(Object.entries(deliberate))('is not what happens to %s: %s', (text, instead) => {
    if (instead === 'xend') expect(openOf(text).driver).toBe('xend')
    else expect(codeOf(text)).toBe(instead)
  })
})

/** The arguments that the ssh program would be given. */
const sshOf = ({ host, port, user, options }: Open) => ({
  options: [
    ...(port > 0 ? ['-p', String(port)] : []),
    ...(user === null ? [] : ['-l', user]),
    ...(options.keyfile === undefined ? [] : ['-i', options.keyfile]),
    ...(options.no_tty ? ['-o', 'BatchMode=yes'] : []),
    ...(options.no_verify ? ['-o', 'StrictHostKeyChecking=no'] : []),
  ],
  host,
  proxy: options.proxy,
})

describe('ways to a daemon', () => {
  test('the system’s daemon on this machine', () => {
    expect(openOf('qemu:///system')).toEqual({
      driver: 'remote',
      transport: 'unix',
      host: null,
      port: 0,
      user: null,
      socket: '/var/run/libvirt/libvirt-sock',
      remoteName: 'qemu:///system',
      options: { mode: 'legacy' },
      warnings: [],
    })
  })

  test('everything an SSH URI can say', () => {
    const query = 'keyfile=/k&no_verify=1&no_tty=0&netcat=ncat&foo=a/b'
    expect(openOf(`qemu+ssh://root@kvm:2222/system?${query}#x`, { readOnly: true })).toEqual({
      driver: 'remote',
      transport: 'ssh',
      host: 'kvm',
      port: 2222,
      user: 'root',
      socket: '/var/run/libvirt/libvirt-sock-ro',
      remoteName: 'qemu:///system?foo=a%2Fb#x',
      options: {
        keyfile: '/k',
        netcat: 'ncat',
        no_verify: true,
        no_tty: false,
        proxy: 'netcat',
        readOnly: true,
      },
      ways: [
        {
          by: 'program',
          helper: null,
          netcat: { program: 'ncat', socket: '/var/run/libvirt/libvirt-sock-ro' },
        },
      ],
      warnings: [expect.objectContaining({ code: 'unchecked' })],
    })
  })

  test.each([
    ['qemu://h/system', 'tls', 16514, null],
    ['qemu+tls://h/system', 'tls', 16514, null],
    ['qemu+tcp://h/system', 'tcp', 16509, null],
    ['qemu+ssh://h/system', 'ssh', 0, null],
    ['qemu+libssh://h/system', 'libssh', 22, 'root'],
    ['qemu+libssh2://h/system', 'libssh2', 22, 'root'],
    ['qemu+libssh2://kim@h:2/system', 'libssh2', 2, 'kim'],
    ['qemu+tcp:///system', 'tcp', 16509, null],
  ])('%s goes by %s to port %i as %s', (text, transport, port, user) => {
    const host = text.includes('h') && !text.includes(':///') ? 'h' : 'localhost'
    expect(openOf(text)).toMatchObject({ transport, port, user, host })
  })

  test('ext runs a program and dials nothing', () => {
    const plan = openOf('qemu+ext://u@h:3/system?command=/bin/reach')
    expect(plan).toMatchObject({ transport: 'ext', host: null, port: 0, user: null, socket: null })
    expect(plan.options.command).toBe('/bin/reach')
  })

  test('parameters of other transports are taken off the name and are no options', () => {
    const plan = openOf('qemu+tcp://h/system?keyfile=/k&netcat=n&socket=/s&pkipath=/p&authfile=/a')
    expect(plan).toMatchObject({ remoteName: 'qemu:///system', socket: null })
    expect(plan.options).toEqual({ authfile: '/a' })
  })

  test('libssh’s words are checked and kept in their order', () => {
    const plan = openOf('qemu+libssh://h/?sshauth=Password,agent&known_hosts_verify=AUTO')
    expect(plan.options).toMatchObject({
      sshauth: ['password', 'agent'],
      known_hosts_verify: 'auto',
    })
    expect(openOf('qemu+libssh://h/?sshauth=').options.sshauth).toEqual([])
  })

  test('TLS takes its priority from libvirt.conf unless the URI has one', () => {
    const surroundings = { libvirtConf: 'tls_priority = "NORMAL"' }
    expect(openOf('qemu://h/', surroundings).options.tls_priority).toBe('NORMAL')
    expect(openOf('qemu://h/?tls_priority=X', surroundings).options.tls_priority).toBe('X')
    expect(openOf('qemu+tcp://h/', surroundings).options.tls_priority).toBeUndefined()
  })
})

describe('a user’s own daemon', () => {
  const user = { uid: 1000, env: { HOME: '/home/kim', XDG_RUNTIME_DIR: '/run/user/1000' } }

  test('is started when it does not run, by the folder of the environment', () => {
    expect(openOf('qemu:///session', user).options).toEqual({
      session: true,
      mode: 'legacy',
      autostart: '/usr/sbin/libvirtd',
    })
    const env = { ...user.env, VIRTD_PATH: '/opt/sbin' }
    const plan = openOf('qemu:///session?mode=direct', { ...user, env })
    expect(plan.options.autostart).toBe('/opt/sbin/virtqemud')
  })

  test.each([
    ['qemu:///session', { LIBVIRT_AUTOSTART: '0' }],
    ['qemu:///session?socket=/tmp/mine', {}],
    ['qemu:///system', {}],
    ['qemu+ssh://h/session', {}],
  ])('is not started for %s with %j', (text, env) => {
    const plan = openOf(text, { uid: 1000, env: { ...user.env, ...env } })
    expect(plan.options.autostart).toBeUndefined()
  })

  test.each([
    [{ XDG_RUNTIME_DIR: '/run/user/7/' }, '/run/user/7/libvirt/libvirt-sock'],
    [{ XDG_CACHE_HOME: '/c', HOME: '/h' }, '/c/libvirt/libvirt-sock'],
    [{ HOME: '/h' }, '/h/.cache/libvirt/libvirt-sock'],
    [{}, '/run/user/1000/libvirt/libvirt-sock'],
  ] as [Record<string, string>, string][])('listens, with %j, at %s', (env, socket) => {
    expect(openOf('qemu:///session', { uid: 1000, env })).toMatchObject({ socket })
  })

  test('is never root’s, whose session is at the system’s socket', () => {
    const plan = openOf('qemu:///session')
    expect(plan.socket).toBe('/var/run/libvirt/libvirt-sock')
    expect(plan.warnings).toEqual([expect.objectContaining({ code: 'session-as-root' })])
  })

  test('has one socket for reading and writing', () => {
    const plan = openOf('qemu:///session', { ...user, readOnly: true })
    expect(plan.socket).toBe('/run/user/1000/libvirt/libvirt-sock')
    expect(plan.options.readOnly).toBe(true)
  })

  test('/run and /var/run are one folder when sockets are looked for', () => {
    const plan = openOf('qemu:///system', { sockets: ['/run/libvirt/virtqemud-sock'] })
    expect(plan.socket).toBe('/var/run/libvirt/virtqemud-sock')
    expect(plan.options.mode).toBe('direct')
  })
})

describe('the test driver', () => {
  test.each([
    ['test:///default', { world: 'default' }],
    ['test:/default', { world: 'default' }],
    ['test:///srv/world.xml', { file: '/srv/world.xml' }],
    ['test:///Default', { file: '/Default' }],
    ['test:///default/', { file: '/default/' }],
    ['test:///a%20b.xml', { file: '/a b.xml' }],
  ])('%s is in this process with %j', (text, options) => {
    const nothing = { transport: null, host: null, port: 0, socket: null, remoteName: null }
    expect(openOf(text)).toMatchObject({ driver: 'test', ...nothing, options })
  })

  test.each(['test:///', 'test://', 'test:', 'test:default'])('%s names no world', (text) => {
    expect(codeOf(text)).toBe('path')
  })

  test.each(['test+unix:///default', 'test+tcp://h/default', 'test://h/default'])(
    '%s is a daemon’s',
    (text) => {
      expect(openOf(text)).toMatchObject({ driver: 'remote', remoteName: 'test:///default' })
    },
  )
})

describe('drivers that speak their product’s own protocol', () => {
  test.each(['esx://h/', 'gsx://h/', 'vpx://h/dc/h2', 'hyperv://h/'])('%s is refused', (text) => {
    expect(codeOf(text)).toBe('driver-client')
  })

  test.each(['vmwarews:///session', 'vmwareplayer:///session', 'openvz:///system'])(
    '%s is refused',
    (text) => {
      expect(codeOf(text)).toBe('driver-client')
    },
  )

  test.each([
    ['esx://h/?no_verify=1', 'remote+ssh://GATEWAY/?name=esx%3A%2F%2Fh%2F%3Fno_verify%3D1'],
    ['vpx://root@h/dc/h2', 'remote+ssh://GATEWAY/?name=vpx%3A%2F%2Froot%40h%2Fdc%2Fh2'],
    ['vmwarews:///session', 'vmwarews+ssh://GATEWAY/session'],
  ])('%s can be opened through a host with libvirt as %s', (text, instead) => {
    const opening = openPlan(text, root)
    expect(opening.ok && isRefused(opening.plan) && opening.plan.refused).toContain(
      `as ${instead}.`,
    )
  })

  test.each([
    ['remote+ssh://gateway/?name=esx%3A%2F%2Fhost%2F%3Fno_verify%3D1', 'esx://host/?no_verify=1'],
    ['vmwarews+ssh://h/session', 'vmwarews:///session'],
    ['openvz+ssh://root@h/system', 'openvz:///system'],
  ])('%s sends %s', (text, remoteName) => {
    expect(openOf(text)).toMatchObject({ driver: 'remote', transport: 'ssh', remoteName })
  })
})

test('planFor and openPlan agree on a URI that is no alias', () => {
  const reading = parseUri('qemu+ssh://root@h/system')
  if (!reading.ok) throw new Error(reading.error)
  expect(planFor(reading.uri, root)).toEqual(openOf('qemu+ssh://root@h/system'))
})

test.each([
  ['qemu+tcp://h:65535/', null],
  ['qemu+tcp://h:65536/', 'port'],
  ['qemu+ssh://h:2147483647/', 'port'],
  ['http://h:65536/', 'port'],
  [`qemu:///system?socket=/${'s'.repeat(106)}`, null],
  [`qemu:///system?socket=/${'s'.repeat(107)}`, 'socket'],
  ['qemu:///system?socket=', 'socket'],
])('%s cannot be dialled: %s', (text, code) => {
  expect(codeOf(text)).toBe(code)
})
