import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { fenced } from '../../server/connections/fence.ts'
import { type LabDaemon, startDaemon } from './daemon.ts'
import { type Cause, provoke } from './examined.ts'
import { type Impostor, openImpostors } from './impostors.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'oirase-doctor-'))
const impostors = openImpostors()
afterAll(() => {
  impostors.stop()
  rmSync(folder, { recursive: true })
})
const inFolder = (name: string) => path.join(folder, name)
const file = (name: string, text = '') => {
  writeFileSync(inFolder(name), text)
  return inFolder(name)
}
const bySocket = (socket: string, name = 'qemu') =>
  `${name}+unix:///system?socket=${encodeURIComponent(socket)}`

describe('what is wrong with a URI is known before anything is dialled', () => {
  test.each<Cause>([
    ['a space', 'qemu:///sys tem', 'parse', 'uri-unreadable', /At character 12/],
    ['no scheme', 'just-a-name', 'plan', 'uri-form', /driver/],
    ['two slashes', 'qemu://system', 'plan', 'uri-form', /qemu:\/\/\/system/],
    ['an unknown transport', 'qemu+rsh://h/system', 'plan', 'uri-transport', /“rsh”/],
    ['unix and a host', 'qemu+unix://h/system', 'plan', 'uri-transport', /“h”/],
    ['ext without a program', 'qemu+ext:///system', 'plan', 'uri-transport', /“command”/],
    ['a driver of libvirt’s library', 'esx://h/', 'plan', 'uri-client-driver', /libvirt/],
    ['a word for a number', 'qemu+ssh://h/system?no_verify=yes', 'plan', 'uri-param', /no_verify/],
    ['mode=direct far away', 'qemu+ssh://h/system?mode=direct', 'plan', 'uri-param', /direct/],
    ['an option of ssh', 'qemu+ssh://-oProxyCommand=x/system', 'plan', 'uri-harmful', /“-”/],
    ['%00', 'qemu:///system%00/x', 'plan', 'uri-harmful', /%00/],
    ['a command in socket', 'qemu+ssh://h/system?socket=/x%3Bid', 'plan', 'uri-harmful', /shell/],
  ])('%s', provoke)

  test.each<[...Cause, libvirtConf: string]>([
    ['broken libvirt.conf', 'x', 'resolve', 'uri-conf', /line 1/, 'uri_aliases = [ # no'],
    ['aliases as one string', 'x', 'resolve', 'uri-conf', /uri_aliases/, 'uri_aliases = "a=b"'],
    ['a malformed alias', 'x', 'resolve', 'uri-conf', /alias/, 'uri_aliases = [ "a b=c" ]'],
  ])('%s', (cause, uri, step, trouble, says, libvirtConf) =>
    provoke(cause, uri, step, trouble, says, { libvirtConf }),
  )
})

describe('the file of a test world', () => {
  const noFolder = file('plain.xml')
  test.each<Cause>([
    ['missing', `test://${inFolder('nosuch.xml')}`, 'file', 'world-missing', /nosuch\.xml/],
    ['below a file', `test://${noFolder}/x.xml`, 'file', 'world-missing', /plain\.xml\/x\.xml/],
    ['a folder', `test://${folder}`, 'file', 'world-no-file', /is not a file/],
    ['torn', `test://${file('torn.xml', '<node')}`, 'file', 'world-wrong', /torn\.xml/],
    [
      'something else',
      `test://${file('other.xml', '<x/>')}`,
      'file',
      'world-wrong',
      /root element/,
    ],
    ['empty', `test://${noFolder}`, 'file', 'world-wrong', /plain\.xml/],
  ])('%s', provoke)
})

test('a test world in a folder that the configuration does not allow', () =>
  provoke('', `test://${inFolder('plain.xml')}`, 'file', 'world-forbidden', /plain\.xml/, {
    worlds: ['/no/such'],
  }))

describe('a program that should lead to a daemon', () => {
  const programs = ['/bin/false', '/bin/cat', '/no/such', '/etc']
  test.each<[program: string, step: string, trouble: string, says: RegExp]>([
    ['/bin/true', 'connect', 'program-forbidden', /\/bin\/true/],
    ['/no/such', 'connect', 'program-missing', /no\/such/],
    ['/etc', 'connect', 'program-denied', /\/etc/],
    ['/bin/false', 'greet', 'program-ended', /./],
    ['/bin/cat', 'greet', 'not-libvirt', /./],
  ])('%s', (program, step, trouble, says) =>
    provoke('', `qemu+ext:///system?command=${program}`, step, trouble, says, { programs }),
  )
})
describe('a socket of this machine', () => {
  const abandoned = inFolder('stale')
  beforeAll(async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(inFolder('made'), resolve))
    // a listener takes away the name it made, and this one not
    linkSync(inFolder('made'), abandoned)
    await new Promise((resolve) => server.close(resolve))
    mkdirSync(inFolder('libvirt'))
    await impostors.at(inFolder('libvirt/libvirt-sock'), 'noise')
  })

  test.each<Cause>([
    ['missing', bySocket(inFolder('nosuch')), 'socket', 'socket-missing', /There is no .*nosuch/],
    ['below a file', bySocket(`${file('f')}/s`), 'socket', 'socket-missing', /There is no/],
    ['a plain file', bySocket(file('g')), 'socket', 'socket-no-socket', /is not a socket/],
    ['a folder', bySocket(folder), 'socket', 'socket-no-socket', /is not a socket/],
    ['stale', bySocket(abandoned), 'socket', 'socket-stale', /Connection refused/],
    ['abstract', bySocket('@oirase-nosuch'), 'socket', 'socket-abstract', /Connection refused/],
    [
      'of a daemon that is not here, while another is',
      bySocket(inFolder('libvirt/virtqemud-sock')),
      'socket',
      'socket-other-daemon',
      /in the same folder libvirt-sock/,
    ],
    [
      'a daemon of its own',
      'bhyve:///system?mode=direct',
      'socket',
      'socket-missing',
      /virtbhyved/,
    ],
  ])('%s', provoke)

  test.skipIf(inject('labSkipped') !== null)(
    'that another account may not use or see',
    async () => {
      const closed = inFolder('closed')
      await impostors.at(closed, 'noise')
      chmodSync(closed, 0o600)
      chmodSync(folder, 0o755)
      process.seteuid?.(65_534)
      try {
        await provoke('', bySocket(closed), 'socket', 'socket-denied', /Permission denied/)
        process.seteuid?.(0)
        chmodSync(folder, 0o700)
        process.seteuid?.(65_534)
        await provoke('', bySocket(closed), 'socket', 'socket-hidden', /cannot even be looked at/)
        await provoke('', `test://${inFolder('plain.xml')}`, 'file', 'world-denied', /plain\.xml/)
      } finally {
        process.seteuid?.(0)
      }
    },
  )

  test('in a folder that the configuration does not allow', () =>
    provoke('', bySocket('/etc/passwd'), 'socket', 'socket-forbidden', /etc\/passwd/, {
      around: (open) => fenced(open, { sockets: ['/run/libvirt'], files: [], programs: [] }),
    }))
})

describe('somebody else in the daemon’s place', () => {
  test.each<[Impostor, step: string, trouble: string, says: RegExp]>([
    ['a web server', 'greet', 'answers-http', /HTTP\/1\.1 400 Bad Request/],
    ['xend', 'greet', 'answers-http', /HTTP\/1\.0 500/],
    ['an SSH server', 'greet', 'answers-ssh', /SSH-2\.0-OpenSSH/],
    ['a TLS server', 'greet', 'answers-tls', /does not speak/],
    ['a screen', 'greet', 'answers-vnc', /RFB 003\.008/],
    ['a mail server', 'greet', 'answers-text', /220 mail\.example/],
    ['another version', 'greet', 'rpc-version', /does not speak/],
    ['noise', 'greet', 'not-libvirt', /does not speak/],
    ['one that floods', 'greet', 'not-libvirt', /does not speak/],
    ['one that hangs up', 'greet', 'greeting-ended', /lost/],
    ['one that is silent', 'greet', 'greeting-silent', /did not answer/],
    ['one that dribbles', 'greet', 'greeting-silent', /did not answer/],
    ['one that ends mid-frame', 'greet', 'greeting-ended', /middle of a message/],
  ])('%s', async (who, step, trouble, says) => {
    const socket = inFolder(who.replaceAll(' ', '-'))
    await impostors.at(socket, who)
    await provoke(who, bySocket(socket), step, trouble, says)
    const port = await impostors.atPort(who)
    await provoke(who, `qemu+tcp://127.0.0.1:${port}/system`, step, trouble, says)
  })
})

describe.skipIf(inject('labSkipped') !== null)('a real daemon of this machine', () => {
  let lab: LabDaemon
  beforeAll(async () => {
    lab = await startDaemon()
  })
  afterAll(() => lab.stop())

  test('that is well has nothing wrong with it, and says what it can', () =>
    provoke('', lab.uri('qemu', '/system'), null))

  const to = (uri: () => string, step: string, trouble: string, says: RegExp) => () =>
    provoke('', uri(), step, trouble, says)

  test(
    'a hypervisor it has no driver for',
    to(() => bySocket(lab.socket, 'bhyve'), 'open', 'driver-missing', /no connection driver/),
  )
  test(
    'a hypervisor nobody ever heard of',
    to(() => bySocket(lab.socket, 'nosuch'), 'open', 'driver-missing', /no connection driver/),
  )
  test(
    'a path the driver does not have',
    to(() => lab.uri('qemu', '/nosuch'), 'open', 'driver-path', /try qemu:\/\/\/system/),
  )
  test(
    'a path in capitals',
    to(() => lab.uri('qemu', '/System'), 'open', 'driver-path', /try qemu:\/\/\/system/),
  )
  test(
    'a world that the daemon cannot find',
    to(() => lab.uri('test', '/no/such.xml'), 'open', 'driver-refuses', /no\/such\.xml/),
  )
  test(
    'its socket for administration',
    to(
      () => bySocket(lab.socket.replace('libvirt-sock', 'libvirt-admin-sock')),
      'greet',
      'rpc-program',
      /Cannot find program/,
    ),
  )
  test('read-only it opens by its other socket, and says so', () =>
    provoke('', lab.uri('qemu', '/system').replace('-sock', '-sock-ro'), null, null, /Read-only/, {
      readOnly: true,
    }))

  test.each([
    ['stall', 'daemon-hangs', /did not answer/],
    ['cut', 'daemon-died', /lost/],
  ] as const)('one that greets, and then its line is at a %s', async (end, trouble, says) => {
    const socket = inFolder(end)
    // the answer to AUTH_LIST: a header, a count, one kind
    await impostors.relay(socket, lab.socket, 28 + 4 + 4, end)
    await provoke('', bySocket(socket), 'open', trouble, says)
  })

  test('frozen it takes the call and says nothing', async () => {
    await lab.freeze()
    await provoke('', lab.uri('qemu', '/system'), 'greet', 'greeting-silent', /did not answer/)
    await lab.thaw()
  })

  test('frozen, with as many waiting as may wait, it does not even take the call', async () => {
    await lab.freeze()
    // max_queued_clients of libvirtd
    const callers = Array.from({ length: 1_010 }, () => connect(lab.socket).on('error', () => {}))
    await expect.poll(() => callers.some(({ destroyed }) => destroyed)).toBe(true)
    await provoke('', lab.uri('qemu', '/system'), 'socket', 'socket-busy', /unavailable/)
    for (const caller of callers) caller.destroy()
    await lab.thaw()
  })

  test('killed it leaves its socket behind', async () => {
    await lab.kill9()
    await provoke('', lab.uri('qemu', '/system'), 'socket', 'socket-stale', /Connection refused/)
  })
})
