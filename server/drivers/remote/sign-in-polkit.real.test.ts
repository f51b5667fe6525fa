import { spawn } from 'node:child_process'
import { Duplex } from 'node:stream'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { AccountName } from '../../../e2e/lab/accounts.ts'
import { type Lab, startLab } from '../../../e2e/lab/lab.ts'
import { systemClock } from '../../../lib/clock.ts'
import type { Dial } from '../../../lib/libvirt/plan-types.ts'
import { loginTroubles } from '../../../lib/libvirt/troubles/login.ts'
import { unattended } from '../../../lib/libvirt/unattended.ts'
import type { Driver } from '../driver.ts'
import { openRemote } from './open.ts'
import { SignIn } from './sign-in.ts'

const socket = '/run/libvirt/libvirt-sock'

/** Stands for every account: everybody may reach the socket, and polkit alone decides. */
const askPolkit = `sed -i 's/auth_unix_rw = "none"/auth_unix_rw = "polkit"/; s/0770/0777/' /etc/libvirt/libvirtd.conf`

describe.skipIf(inject('labSkipped') !== null)('a libvirtd that asks polkit', () => {
  let lab: Lab<'a'>
  const drivers: Driver[] = []
  beforeAll(async () => {
    lab = await startLab({ a: {} })
    await lab.hosts.a.machine.order(askPolkit)
    await lab.hosts.a.restartDaemon()
  })
  afterAll(async () => {
    for (const driver of drivers) await driver.close()
    await lab.stop()
  })

  /** The daemon sees whoever runs the program at the socket, as it does with a login by SSH. */
  async function openAs(user: AccountName): Promise<unknown> {
    const dial = async () => {
      const [program, ...args] = lab.hosts.a.machine.enter({ user })
      const nc = spawn(program, [...args, 'nc', '-U', socket], {
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      const stream = Duplex.from({ readable: nc.stdout, writable: nc.stdin })
      return { stream, close: () => void nc.kill() }
    }
    const { signal } = new AbortController()
    const options = { readOnly: false, signal, progress: () => {}, asker: unattended }
    const plan = { remoteName: 'test:///default', signIn: new SignIn() }
    try {
      const driver = await openRemote(plan, dial, options, systemClock)
      drivers.push(driver)
      return driver.hypervisor
    } catch (cause) {
      return cause
    }
  }

  /** The command a trouble's advice gives, as root of the host would run it. */
  async function follow(trouble: 'polkit-no-agent', user: AccountName): Promise<void> {
    const dial: Dial = {
      driver: 'remote',
      transport: 'ssh',
      host: lab.hosts.a.address,
      port: 0,
      user,
      socket,
      remoteName: '',
      options: {},
    }
    const written = loginTroubles[trouble].advice(dial).find(({ run }) => run?.includes('tee'))
    await lab.hosts.a.machine.order((written?.run ?? 'false').replaceAll('sudo ', ''))
  }

  test('without a system bus it cannot ask', async () => {
    expect(await openAs('keyed')).toMatchObject({
      code: 'host.refused-login',
      trouble: 'polkit-unreachable',
      detail: expect.stringContaining('Unable to get system bus connection'),
    })
  })

  test('with one it lets the group in, and nobody else', async () => {
    await lab.hosts.a.machine.order('mkdir -p /run/dbus && dbus-daemon --system --fork')
    await lab.hosts.a.restartDaemon()
    expect(await openAs('keyed')).toBe('TEST')
    expect(await openAs('stranger')).toMatchObject({
      code: 'host.refused-login',
      trouble: 'polkit-no-agent',
      detail: expect.stringContaining('org.libvirt.unix.manage'),
    })
  })

  test('the rule that is advised lets that one account in', async () => {
    await follow('polkit-no-agent', 'stranger')
    await expect.poll(() => openAs('stranger')).toBe('TEST')
  })

  test('a rule that says no is told as one', async () => {
    const rule = 'polkit.addRule(function () { return polkit.Result.NO })'
    await lab.hosts.a.machine.order(`echo '${rule}' > /etc/polkit-1/rules.d/00-nobody.rules`)
    await expect
      .poll(() => openAs('stranger'))
      .toMatchObject({ trouble: 'polkit-denied', detail: expect.stringContaining('policy') })
  })
})
