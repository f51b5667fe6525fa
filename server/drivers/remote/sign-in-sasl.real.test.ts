import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { password } from '../../../e2e/lab/accounts.ts'
import { type Lab, startLab } from '../../../e2e/lab/lab.ts'
import { saslUser } from '../../../e2e/lab/libvirtd.ts'
import { systemClock } from '../../../lib/clock.ts'
import { Failure } from '../../../lib/failure.ts'
import { openPlan } from '../../../lib/libvirt/plan.ts'
import { isRefused, type Open } from '../../../lib/libvirt/plan-types.ts'
import type { Asker } from '../../../lib/libvirt/question.ts'
import { loginTroubles } from '../../../lib/libvirt/troubles/login.ts'
import { openFence } from '../../transport/address-fence.ts'
import { dialFor } from '../../transport/dial-for.ts'
import { redialFor } from '../../transport/redial.ts'
import { ownSurrounds } from '../../transport/surrounds.ts'
import type { Driver } from '../driver.ts'
import { driverOpener } from '../open.ts'
import { Worlds } from '../test/worlds.ts'

const surrounds = ownSurrounds({ env: {}, fence: openFence })
const worlds = new Worlds({ clock: systemClock, hostname: 'here', folders: [] })
const openDriver = driverOpener(worlds, {
  ...surrounds,
  dial: dialFor(surrounds),
  openRedial: redialFor(surrounds),
})

const here = { uid: 0, readOnly: false, env: {}, libvirtConf: null, sockets: [] }
const right: [string, string] = [saslUser, password]
const wrong: [string, string] = [saslUser, 'open barley']

/** Opens a URI, giving these when asked. What came of it: the last finding, the reasons for asking, and the failure. */
async function open(uri: string, answers: [string, string][]) {
  const opening = openPlan(uri, {
    uid: 0,
    readOnly: false,
    env: {},
    libvirtConf: null,
    sockets: [],
  })
  if (!opening.ok || isRefused(opening.plan)) throw new Error(`no plan for ${uri}`)
  const reasons: (string | null)[] = []
  const asker: Asker = {
    hostKey: async () => 'once',
    credentials: async ({ reason }) => {
      reasons.push(reason)
      const answer = answers.shift()
      if (answer === undefined) throw new Failure('question.cancelled')
      return answer
    },
  }
  const came = { found: '', reasons, failure: null as unknown, driver: null as Driver | null }
  const progress = (_rung: string, found?: string) => {
    came.found = found ?? came.found
  }
  const { signal } = new AbortController()
  try {
    came.driver = await openDriver(opening.plan, { readOnly: false, signal, progress, asker })
    opened.push(came.driver)
  } catch (cause) {
    came.failure = cause
  }
  return came
}

let opened: Driver[] = []
afterEach(async () => {
  for (const driver of opened) await driver.close()
  opened = []
})

describe.skipIf(inject('labSkipped') !== null)('a libvirtd that asks for SASL', () => {
  let lab: Lab<'a' | 'tcp' | 'kerberos'>
  beforeAll(async () => {
    lab = await startLab({
      a: { sasl: ['plain', 'scram-sha-1', 'scram-sha-256', 'scram-sha-512'] },
      tcp: { sasl: ['digest-md5', 'scram-sha-256'] },
      kerberos: { sasl: ['gssapi'] },
    })
  })
  afterAll(() => lab.stop())

  const uri = (host: 'a' | 'kerberos' = 'a', rest = '') =>
    `test+unix:///default?socket=${lab.hosts[host].socket}${rest}`

  test.each(['PLAIN', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])(
    '%s lets the right password in, and no other',
    async (mech) => {
      const { found, reasons, failure } = await open(uri('a', `&auth=sasl.${mech}`), [wrong, right])
      expect(failure).toBeNull()
      expect(found).toBe(`signed in as ${saslUser} by ${mech}`)
      expect(reasons).toEqual([null, 'authentication failed: authentication failed'])
    },
  )

  test.each(['PLAIN', 'SCRAM-SHA-256'])('%s outlives a name that cannot be sent', async (mech) => {
    const answers: [string, string][] = [[`${saslUser}\0`, password], right]
    const { failure, reasons } = await open(uri('a', `&auth=sasl.${mech}`), answers)
    expect(failure).toBeNull()
    expect(reasons).toHaveLength(2)
  })

  test('takes the strongest', async () => {
    expect((await open(uri(), [right])).found).toContain('SCRAM-SHA-512')
  })

  test.each(['tls', 'ssh'] as const)('by %s, too', async (transport) => {
    const login = transport === 'ssh' ? { user: 'keyed' as const } : {}
    const far = lab.uri('a', transport, '/default', { hypervisor: 'test', ...login })
    const { found, reasons, failure } = await open(far, [wrong, right])
    expect(failure).toBeNull()
    expect(found).toBe(`signed in as ${saslUser} by SCRAM-SHA-512`)
    expect(reasons).toHaveLength(2)
  })

  test('does not ask again for the line that a picture comes by', async () => {
    const { driver, reasons } = await open(uri(), [right])
    const signal = AbortSignal.timeout(10_000)
    const uuid = '6695eb01-f6a4-8304-79aa-97f2502e193f'
    expect(await driver?.domains.screenshot?.(uuid, signal)).toMatchObject({ mime: 'image/png' })
    expect(reasons).toEqual([null])
  })

  test('a mechanism must be written as the daemon writes it, as for virsh', async () => {
    const words = 'SASL mechanism scram-sha-256 not supported by server'
    const spelled = uri('a', '&auth=SASL.scram-sha-256')
    expect((await open(spelled, [right])).failure).toMatchObject({
      trouble: 'login-mechanism-refused',
      detail: expect.stringContaining(words),
    })
    await expect(lab.virsh(spelled, 'list')).rejects.toThrow(words)
  })

  test('an unknown user is told as a wrong password, three times at most', async () => {
    const nobody: [string, string] = ['nobody', password]
    const { failure, reasons } = await open(uri(), [nobody, nobody, nobody, right])
    expect(failure).toMatchObject({ code: 'host.refused-login', trouble: 'login-wrong' })
    expect(reasons).toHaveLength(3)
  })

  const group = ['[credentials-lab]', `authname=${saslUser}`, `password=${password}`]
  const entry = ['[auth-libvirt-localhost]', 'credentials=lab']
  const files: [string, string[]][] = [
    ['plain', [...group, ...entry]],
    ['the service’s default', [...group, '[auth-libvirt-default]', 'credentials=lab']],
    ['an entry for another host', [...group, '[auth-libvirt-LOCALHOST]', 'credentials=lab']],
    ['a comment with #', ['# lab', ...group, '  # more', ...entry]],
    ['a comment with ;', ['; lab', ...group, ...entry]],
    ['a comment behind a value', [...group, 'password=x # y', ...entry]],
    ['a line before any group', ['a=b', ...group, ...entry]],
    ['a word alone', [...group, 'word', ...entry]],
    ['a blank line, tabs and lines of DOS', ['', ...group.map((line) => `\t${line}\r`), ...entry]],
    ['blanks around a name', [...group.map((line) => line.replace('=', ' = ')), ...entry]],
    ['a blank behind a password', [...group.slice(0, 2), `${group[2]} `, ...entry]],
    ['a blank behind a group', ['[credentials-lab] ', ...group.slice(1), ...entry]],
    ['an escaped blank', [...group.slice(0, 2), 'password=open\\ssesame', ...entry]],
    ['an escape nobody knows', [...group.slice(0, 2), 'password=open\\xsesame', ...entry]],
    ['the last of equal keys', [...group, 'password=x', `password=${password}`, ...entry]],
    ['a group in two parts', [...group.slice(0, 2), ...entry, '[credentials-lab]', group[2] ?? '']],
    ['a group with a bracket', ['[a[b]', ...group, ...entry]],
    ['a group without a name', ['[]', ...group, ...entry]],
    ['a key for a language', [...group, 'password[de]=x', ...entry]],
    ['a key with half a bracket', [...group, 'pass[word=x', ...entry]],
    ['an entry that names nothing', [...group, '[auth-libvirt-localhost]']],
    ['an entry that leads nowhere', [...group, '[auth-libvirt-localhost]', 'credentials=x']],
  ]
  test.each(files)('auth.conf lets us in where it lets virsh in: %s', async (_name, lines) => {
    const authfile = path.join(lab.folder, 'auth.conf')
    writeFileSync(authfile, lines.join('\n'))
    const filed = uri('a', `&authfile=${authfile}`)
    const virsh = spawnSync('virsh', ['-q', '-c', filed, 'uri'], { input: '', timeout: 10_000 })
    const { failure } = await open(filed, [])
    expect(failure === null).toBe(virsh.status === 0)
  })

  test.each([
    ['tcp', 'with mechanisms that encrypt'],
    ['a', 'without any'],
  ] as const)(
    'over plain TCP %s is refused before anybody is asked: it is %s',
    async (host, _how) => {
      const { failure, reasons } = await open(lab.uri(host, 'tcp', '/system'), [right])
      expect(failure).toMatchObject({ code: 'uri.refused', trouble: 'login-unencrypted' })
      expect(reasons).toEqual([])
    },
  )

  test('a daemon whose library has none of its mechanisms is told as one that is not ready', async () => {
    const { failure } = await open(uri('kerberos'), [right])
    expect(failure).toMatchObject({ code: 'host.refused-login', trouble: 'login-sasl-unready' })
  })

  test('and is ready once what is advised has been done', async () => {
    const { plan } = openPlan(uri('kerberos'), here) as { plan: Open }
    const commands = loginTroubles['login-sasl-unready'].advice(plan).map(({ run }) => run ?? '')
    const edit = commands.find((command) => command.includes('mech_list')) ?? 'false'
    await lab.hosts.kerberos.machine.order(edit.replace('sudo ', ''))
    await lab.hosts.kerberos.restartDaemon()
    expect((await open(uri('kerberos'), [right])).found).toContain('SCRAM-SHA-256')
  })
})
