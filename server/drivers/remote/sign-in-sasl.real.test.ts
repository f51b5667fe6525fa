import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { password } from '../../../e2e/lab/accounts.ts'
import { type Lab, startLab } from '../../../e2e/lab/lab.ts'
import { saslUser } from '../../../e2e/lab/libvirtd.ts'
import { systemClock } from '../../../lib/clock.ts'
import { Failure } from '../../../lib/failure.ts'
import { openPlan } from '../../../lib/libvirt/plan.ts'
import { isRefused } from '../../../lib/libvirt/plan-types.ts'
import type { Asker } from '../../../lib/libvirt/question.ts'
import { openFence } from '../../transport/address-fence.ts'
import { dialFor } from '../../transport/dial-for.ts'
import { ownSurrounds } from '../../transport/surrounds.ts'
import type { Driver } from '../driver.ts'
import { driverOpener } from '../open.ts'
import { Worlds } from '../test/worlds.ts'

const surrounds = ownSurrounds({ env: {}, fence: openFence })
const worlds = new Worlds({ clock: systemClock, hostname: 'here', folders: [] })
const openDriver = driverOpener(worlds, dialFor(surrounds), surrounds)

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

  test('takes the strongest', async () => {
    expect((await open(uri(), [right])).found).toContain('SCRAM-SHA-512')
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

  test('auth.conf lets us in where it lets virsh in', async () => {
    const authfile = path.join(lab.folder, 'auth.conf')
    const lines = [
      '[credentials-lab]',
      `authname=${saslUser}`,
      `password=${password}`,
      '[auth-libvirt-localhost]',
      'credentials=lab',
    ]
    writeFileSync(authfile, lines.join('\n'))
    const filed = uri('a', `&authfile=${authfile}`)
    expect(await lab.virsh(filed, 'list', '--name')).toContain('test')
    const { failure, reasons } = await open(filed, [])
    expect([failure, reasons]).toEqual([null, []])
  })

  test('over plain TCP it is refused before anybody is asked', async () => {
    const { failure, reasons } = await open(lab.uri('tcp', 'tcp', '/system'), [right])
    expect(failure).toMatchObject({ code: 'uri.refused', trouble: 'login-unencrypted' })
    expect(reasons).toEqual([])
  })

  test('a daemon whose library has none of its mechanisms is told as one that is not ready', async () => {
    const { failure } = await open(uri('kerberos'), [right])
    expect(failure).toMatchObject({ code: 'host.refused-login', trouble: 'login-sasl-unready' })
  })
})
