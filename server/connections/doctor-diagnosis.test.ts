import { expect, test } from 'vitest'
import { Failure, type FailureCode } from '../../lib/failure.ts'
import { openPlan } from '../../lib/libvirt/plan.ts'
import { isRefused, type Open } from '../../lib/libvirt/plan-types.ts'
import { diagnose } from './doctor-diagnosis.ts'
import { type Step, stepsFor } from './ladder-steps.ts'

function planOf(uri: string): Open {
  const around = { uid: 1000, readOnly: false, env: {}, libvirtConf: null, sockets: [] }
  const opening = openPlan(uri, around)
  if (!opening.ok || isRefused(opening.plan)) throw new Error(`no plan for ${uri}`)
  return opening.plan
}
const system = planOf('qemu+unix:///system')
const far = planOf('qemu+tcp://mill.example/system')
const troubleAt = (step: Step, code: FailureCode, plan: Open | null = far) =>
  diagnose(step, new Failure(code), plan).trouble

test('a failure that says which trouble it is, is that one', () => {
  const failure = new Failure('host.refused', 'words', { trouble: 'tls-expired' })
  expect(diagnose('open', failure, far)).toMatchObject({
    trouble: 'tls-expired',
    finding: 'The host refused. words',
  })
})

test('a trouble that no table knows has no advice', () => {
  const failure = new Failure('host.refused', null, { trouble: 'constructor' })
  expect(diagnose('open', failure, far).advice).toEqual([])
})

test('one that says nothing is known by where it happened', () => {
  expect(troubleAt('connect', 'host.unreachable')).toBe('unreachable')
  expect(troubleAt('greet', 'host.silent')).toBe('greeting-silent')
  expect(troubleAt('greet', 'host.lost')).toBe('greeting-ended')
  expect(troubleAt('authenticate', 'host.refused-login')).toBe('daemon-login')
  expect(troubleAt('open', 'host.silent')).toBe('daemon-hangs')
  expect(troubleAt('open', 'host.lost')).toBe('daemon-died')
  expect(troubleAt('list', 'host.lost')).toBe('daemon-died')
  expect(troubleAt('open', 'host.unsupported')).toBe('daemon-too-old')
  expect(troubleAt('open', 'host.refused')).toBe('driver-refuses')
  expect(troubleAt('login', 'host.needs-you')).toBe('needs-you')
  expect(troubleAt('plan', 'uri.refused', null)).toBe('uri-form')
})

test('a xend is no daemon of libvirt’s', () => {
  const xend = planOf('http://mill.example/')
  const codes = ['host.silent', 'host.lost', 'host.refused', 'host.not-xend'] as const
  expect(codes.map((code) => troubleAt('list', code, xend))).toEqual([
    ...['xend-silent', 'xend-lost', 'xend-refuses', 'not-xend'],
  ])
})

test('a path that the driver does not take is the reason why it refuses', () => {
  const wrong = planOf('qemu+tcp://mill.example/System')
  expect(troubleAt('open', 'host.refused', wrong)).toBe('driver-path')
  expect(troubleAt('open', 'host.refused', planOf('nosuch+tcp://mill.example/x'))).toBe(
    'driver-refuses',
  )
})

test('the rungs where a peer has its say have something to do about whatever goes wrong there', () => {
  const peers: readonly FailureCode[] = ['host.silent', 'host.lost', 'host.not-libvirt']
  const mute = [
    far,
    system,
    planOf('qemu+ssh://mill/system'),
    planOf('qemu://mill/system'),
  ].flatMap((plan) =>
    stepsFor(plan)
      .slice(3, -2)
      .flatMap((step) => peers.map((code) => ({ step, code, plan })))
      .filter(({ step, code }) => diagnose(step, new Failure(code), plan).advice.length === 0),
  )
  expect(mute).toEqual([])
})

test('at a socket of this machine it is this process’s account that is let in', () => {
  const { advice } = diagnose('authenticate', new Failure('host.refused-login'), system)
  expect(advice[0]?.run).not.toContain('ACCOUNT')
})
