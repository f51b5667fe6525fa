import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { guestXml } from './guest.ts'
import { type Lab, startLab } from './lab.ts'
import { aside, type Laptop, laptopOf } from './laptop.ts'
import { sessionPorts, sessionUser, startSession, virshInSession } from './session.ts'
import type { LabTransport, UriOptions } from './uri-of.ts'

/** One way to the domains of a host, and a word of what is there. */
interface Way extends UriOptions {
  host?: 'a' | 'odd'
  path?: string
  readOnly?: true
  shows?: string
}

const [system, session] = ['on the system', 'in the session']
const ways: Record<string, Way> = {
  'the system': {},
  'read-only': { readOnly: true },
  'by IPv6': { ipv6: true },
  'by name': {},
  'an odd port': { host: 'odd', shows: 'behind odd ports' },
}
const transports: Record<LabTransport, Record<string, Way>> = {
  tcp: { ...ways, session: own(sessionPorts.tcp) },
  tls: { ...ways, session: own(sessionPorts.tls) },
  ssh: overSsh(),
  libssh: overSsh(),
  libssh2: overSsh(),
}

function own(port?: number): Way {
  return { path: '/session', shows: session, ...(port === undefined ? {} : { port }) }
}

function overSsh(): Record<string, Way> {
  const asKeyed = Object.entries(ways).map(([name, way]) => [name, { user: 'keyed', ...way }])
  return {
    ...Object.fromEntries(asKeyed),
    session: { ...own(), user: sessionUser },
    'an odd user': { user: 'odd.user-1' },
    'as root': { user: 'root' },
  }
}

/** On the laptop, or on another host through it. */
const localWays: Record<string, [uri: string, shows: string, who?: 'read-only' | 'user']> = {
  'the system': ['qemu:///system', 'of the laptop'],
  'the system by its driver’s own daemon': ['qemu:///system?mode=direct', 'of the laptop'],
  'the system by the old socket': ['qemu+unix:///system?mode=legacy', 'of the laptop'],
  'a named socket': ['qemu+unix:///system?socket=/run/libvirt/libvirt-sock', 'of the laptop'],
  'read-only, as somebody in no group': ['qemu:///system', 'of the laptop', 'read-only'],
  'the session': ['qemu:///session', 'of the stranger', 'user'],
  'whatever the daemon chooses': ['remote+unix:///', 'of the laptop'],
  'another driver': ['test+unix:///default', 'test'],
}

describe.skipIf(inject('labSkipped') !== null)(
  'with no ssh, no virsh and no program but Node, all is listed as virsh lists it',
  () => {
    let lab: Lab<'laptop' | 'a' | 'odd'>
    let laptop: Laptop
    beforeAll(async () => {
      const oddly = { tcpPort: 26_509, tlsPort: 26_514, sshPorts: [2222] }
      lab = await startLab({
        laptop: { daemon: 'modular' },
        a: {},
        odd: { daemon: 'proxyless', ...oddly },
      })
      const { a, odd } = lab.hosts
      await Promise.all([
        a.defineQemu(system),
        a.createQemu('at work'),
        odd.defineQemu('behind odd ports'),
        lab.hosts.laptop.defineQemu('of the laptop'),
        defineInSession(),
      ])
      laptop = await laptopOf(lab, 'laptop')
    })
    afterAll(() => lab.stop())

    async function defineInSession() {
      const { a, laptop: here } = lab.hosts
      await startSession(a)
      for (const [host, name] of [
        [a, session],
        [here, 'of the stranger'],
      ] as const) {
        const file = `/home/${sessionUser}/guest.xml`
        host.write(file, guestXml(name, '/var/lib/libvirt/boot.img', {}))
        await virshInSession(host, 'define', file)
      }
    }

    async function same(uri: string, shows: string, flags: readonly string[] = [], user?: string) {
      const who = user === undefined ? {} : { user }
      const [theirs, ours] = await Promise.all([
        laptop.virsh([...flags, '-c', uri, 'list', '--all'], who),
        laptop.oirase(['list', '--all', ...flags, uri], who),
      ])
      expect(theirs.out).toContain(shows)
      expect(ours).toEqual({ code: 0, out: theirs.out, err: '' })
    }

    describe.each(Object.entries(transports))('%s', (transport, each) => {
      test.each(Object.entries(each))('%s', async (name, way) => {
        const { host = 'a', path = '/system', readOnly, shows = system, ...options } = way
        const spelt = name === 'by name' ? { host: 'a.lab' } : {}
        // what the URI does not say is found where libvirt and OpenSSH look for it
        const params = { keyfile: null, pkipath: null, known_hosts: null }
        const uri = lab.uri(host, transport as LabTransport, path, { ...options, ...spelt, params })
        await same(uri, shows, readOnly === undefined ? [] : ['--readonly'])
      })
    })

    describe('unix', () => {
      test.each(Object.entries(localWays))('%s', async (_name, [uri, shows, who]) => {
        const user = who === undefined ? undefined : sessionUser
        await same(uri, shows, who === 'read-only' ? ['--readonly'] : [], user)
      })
    })

    test('a session nobody has opened yet is started', async () => {
      const ours = await laptop.oirase(['list', '--all', 'qemu:///session'], { user: 'keyed' })
      expect(ours).toMatchObject({ code: 0, err: '' })
      await same('qemu:///session', 'Name', [], 'keyed')
    })

    test('what a host’s daemon reaches is reached through it', () =>
      same('remote+ssh://keyed@a.lab/?name=test:///default', 'test'))

    test('but for ext, which is a program', async () => {
      const tunnel = '/var/lib/libvirt/tunnel'
      const { machine, write } = lab.hosts.laptop
      write(tunnel, `#!/bin/sh\nexec ${aside}/nc -U /run/libvirt/libvirt-sock\n`)
      await machine.order(`chmod +x ${tunnel}`)
      await same(`qemu+ext:///system?command=${tunnel}`, 'of the laptop')
    })
  },
)
