import { createServer } from 'node:net'
import { type Duplex, PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { FakeClock } from '../../lib/fake-clock.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { type AddressFence, openFence } from './address-fence.ts'
import { redialFor } from './redial.ts'
import { FakeSsh } from './ssh/fake-ssh.ts'
import type { SshTarget } from './ssh/ssh-connection.ts'
import { ownSurrounds } from './surrounds.ts'
import type { DialPlan } from './transport.ts'

const never = new AbortController().signal
const plan: DialPlan = {
  ...{ transport: 'http', host: 'old.example', port: 8000, user: null, socket: null },
  ...{ remoteName: null, options: { via: { user: 'kim', host: 'gate', port: 2222 } } },
}

class ForwardingSsh extends FakeSsh {
  override async toPort(host?: string, port?: number): Promise<Duplex> {
    this.asked.push(`${host}:${port}`)
    return new PassThrough()
  }
}

/** A redial through a login that a test holds in its hand. */
async function through(change: Partial<DialPlan> = {}, fence: AddressFence = openFence) {
  const ssh = new ForwardingSsh({ sockets: ['/var/lib/xend/xend-socket'] })
  const targets: SshTarget[] = []
  const rungs: string[] = []
  const leases = new Set<symbol>()
  const use = async (target: SshTarget) => {
    targets.push(target)
    const lease = Symbol()
    leases.add(lease)
    return { ssh, shared: false, known: new Map(), release: () => void leases.delete(lease) }
  }
  const surrounds = ownSurrounds({ env: {}, fence, clock: new FakeClock() })
  const progress = (rung: string) => void rungs.push(rung)
  const options = { signal: never, progress, asker: unattended }
  const redial = await redialFor(surrounds, { use })({ ...plan, ...change }, options)
  return { redial, ssh, targets, rungs, shares: () => leases.size }
}

test('through SSH one login does for all dials, until it is closed', async () => {
  const { redial, ssh, targets, rungs, shares } = await through()
  await redial.dial(never)
  await redial.dial(never)
  expect(targets).toMatchObject([{ user: 'kim', host: 'gate', port: 2222, flavour: 'ssh' }])
  expect(ssh.asked).toEqual(['old.example:8000', 'old.example:8000'])
  expect(rungs).toEqual(['tunnelling'])
  expect(shares()).toBe(1)
  redial.close()
  expect(shares()).toBe(0)
  expect(await redial.ended).toBeNull()
})

test('a socket is one of the far side', async () => {
  const { redial, ssh } = await through({ transport: 'unix', socket: '/var/lib/xend/xend-socket' })
  await redial.dial(never)
  expect(ssh.asked[0]).toContain('/var/lib/xend/xend-socket')
})

test.each([
  '169.254.169.254',
  '0xa9fea9fe',
  '2852039166',
  '169.254.43518',
  '::ffff:169.254.169.254',
  'fd00:ec2::254',
])('through SSH, too, nobody is led to a cloud’s secrets: %s', async (host) => {
  await expect(through({ host })).rejects.toMatchObject({ trouble: 'address-forbidden' })
})

test.each(['127.0.0.1', 'localhost', '::1', '10.0.0.9', '-'])(
  'through SSH the far side’s own addresses are its own matter: %s',
  async (host) => {
    const { redial, ssh } = await through({ host })
    await redial.dial(never)
    expect(ssh.asked).toEqual([`${host}:8000`])
  },
)

test('without SSH the fence is asked about every address, each time', async () => {
  const asked: string[] = []
  const fence = (address: string) => (asked.push(address) > 1 ? 'Not there.' : null)
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const { redial } = await through({ host: '127.0.0.1', port, options: {} }, fence)
  const wire = await redial.dial(never)
  wire.close()
  await expect(redial.dial(never)).rejects.toMatchObject({ trouble: 'address-forbidden' })
  expect(asked).toEqual(['127.0.0.1', '127.0.0.1'])
  server.close()
})

test('without SSH only the first dial is told of', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const { redial, rungs } = await through({ host: '127.0.0.1', port, options: {} })
  for (let time = 0; time < 2; time += 1) {
    const wire = await redial.dial(never)
    wire.close()
  }
  expect(rungs).toEqual(['resolving', 'dialling'])
  server.close()
})
