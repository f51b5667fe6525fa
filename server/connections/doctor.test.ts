import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import { FakeClock } from '../../lib/fake-clock.ts'
import type { Asker } from '../../lib/libvirt/question.ts'
import { socketTrouble } from '../../lib/libvirt/troubles/socket.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { type Examination, examine } from './doctor.ts'
import { FakeDriver, fakeDomain, fakeDomainOff } from './fake-driver.ts'

let folder: string
let socket: string
const server = createServer()
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'oirase-doctor-'))
  socket = path.join(folder, 'libvirt-sock')
  await new Promise<void>((resolve) => server.listen(socket, resolve))
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

type Open = Examination['openDriver']
const well: Open = async (plan, { progress }) => {
  if (plan.transport !== null) {
    progress('dialling')
    progress('greeting', 'Somebody takes the call.')
    progress('authenticating')
  }
  progress('opening')
  progress('listing')
  return new FakeDriver([fakeDomain(1), fakeDomainOff(2)])
}
const failing =
  (failure: Failure, ...rungs: Parameters<Parameters<Open>[1]['progress']>[0][]): Open =>
  async (_plan, { progress }) => {
    for (const rung of rungs) progress(rung)
    throw failure
  }

const climb = (uri: string, openDriver: Open, change: Partial<Examination> = {}) =>
  examine({
    uri,
    readOnly: false,
    surroundings: { uid: 0, env: {}, libvirtConf: null, sockets: [], showcase: '' },
    openDriver,
    clock: systemClock,
    ...change,
  })
const outcomes = async (rungs: ReturnType<typeof climb>) =>
  (await rungs).map(({ step, outcome }) => `${step} ${outcome}`)
const failed = async (rungs: ReturnType<typeof climb>) =>
  (await rungs).find(({ outcome }) => outcome === 'failed')
const atSocket = () => `qemu+unix:///system?socket=${socket}`

test('a host that is well passes every rung, each with its time', async () => {
  const rungs = await climb(atSocket(), well)
  expect(rungs.map(({ step, outcome }) => [step, outcome])).toEqual([
    ['resolve', 'ok'],
    ['parse', 'ok'],
    ['plan', 'ok'],
    ['socket', 'ok'],
    ['greet', 'ok'],
    ['authenticate', 'ok'],
    ['open', 'ok'],
    ['list', 'ok'],
    ['version', 'ok'],
    ['abilities', 'ok'],
  ])
  expect(rungs.every(({ took }) => took !== null)).toBe(true)
  expect(rungs.at(3)?.finding).toBe('Somebody takes the call.')
  expect(rungs.at(-3)?.finding).toBe('2 virtual machines, 1 active.')
})

test('the built-in world has nothing to dial', async () => {
  expect(await outcomes(climb('test:///default', well))).toEqual([
    'resolve ok',
    'parse ok',
    'plan ok',
    'open ok',
    'list ok',
    'version ok',
    'abilities ok',
  ])
})

test('a URI that cannot be read says at which character', async () => {
  const rung = await failed(climb('qemu:///x y', well))
  expect(rung).toMatchObject({ step: 'parse', finding: expect.stringContaining('character 10') })
  expect(rung?.advice).not.toEqual([])
})

test('an alias and a default are named as what they stand for', async () => {
  const around = { uid: 0, env: {}, sockets: [], showcase: '' }
  const conf = 'uri_default = "test:///default"\nuri_aliases = [ "lab=test:///default" ]'
  const surroundings = { ...around, libvirtConf: conf }
  const findings = [
    await climb('lab', well, { surroundings }),
    await climb('', well, { surroundings }),
  ].map(([first]) => first?.finding)
  expect(findings).toEqual([
    'The alias “lab” of libvirt.conf stands for test:///default.',
    'No URI is given: uri_default says test:///default.',
  ])
})

test('a way that is not encrypted is a warning on the plan, said once', async () => {
  const refused = failing(new Failure('uri.refused', 'not yet'))
  const [, , plan] = await climb('qemu+tcp://far.example/system', refused)
  expect(plan).toMatchObject({ outcome: 'warned', finding: expect.stringMatching(/encrypted/) })
  expect(plan?.finding?.match(/encrypted/g)).toHaveLength(1)
})

test('a socket that cannot be dialled is looked at, and what it lacks is named', async () => {
  const file = path.join(folder, 'plain')
  await writeFile(file, '')
  const refusal = socketTrouble('socket-stale', 'Connection refused')
  const rungs = climb(`qemu+unix:///system?socket=${file}`, failing(refusal, 'dialling'))
  expect(await failed(rungs)).toMatchObject({
    step: 'socket',
    trouble: 'socket-no-socket',
    finding: expect.stringContaining('not a socket'),
  })
  expect(await outcomes(rungs)).toContain('greet not-tried')
})

test('one that looks well keeps what dialling it came to', async () => {
  const gone = socketTrouble('socket-stale', 'Connection refused')
  expect(await failed(climb(atSocket(), failing(gone, 'dialling')))).toMatchObject({
    step: 'socket',
    trouble: 'socket-stale',
    finding: 'The host cannot be reached. Connection refused',
  })
})

test('what the configuration forbids to dial is not looked at', async () => {
  const forbidden = new Failure('uri.forbidden', 'not in a folder that sockets may be in')
  const rung = await failed(climb('qemu+unix:///system?socket=/no/such', failing(forbidden)))
  expect(rung).toMatchObject({ step: 'socket', trouble: 'uri-forbidden' })
  expect(rung?.advice[0]?.run).toBe('OIRASE_SOCKETS=/no')
})

test('a refusal by polkit says how to be let in', async () => {
  const refusal = new Failure('host.refused-login', 'no polkit agent available')
  const rung = await failed(climb(atSocket(), failing(refusal, 'dialling', 'authenticating')))
  expect(rung).toMatchObject({ step: 'authenticate' })
  expect(rung?.advice[0]?.run).toMatch(/^sudo usermod .*libvirt /)
})

test('something else that answers is named as that', async () => {
  const garbage = new Failure('host.not-libvirt', 'HTTP/1.1 400')
  const rung = await failed(climb(atSocket(), failing(garbage, 'dialling', 'authenticating')))
  expect(rung?.advice[0]?.run).toContain('ss -xlp')
})

test('each way that leads nowhere is told of before the next is tried', async () => {
  const gone = socketTrouble('socket-missing', 'No such file or directory')
  const rungs = climb('xen:///', failing(gone, 'dialling'))
  const tried = (await rungs).filter(({ step }) => /^(socket|connect)/.test(step))
  expect(tried.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
    'socket warned',
    'socket 2 warned',
    'connect failed',
  ])
  expect(tried[0]?.finding).toContain('xend at /var/lib/xend/xend-socket is tried next.')
  const alone = await failed(climb('http://localhost/', failing(gone, 'dialling')))
  expect((await failed(rungs))?.advice.length).toBeGreaterThan(alone?.advice.length ?? 0)
})

test('a way that asks who we are is the last one', async () => {
  const refusal = new Failure('host.refused-login', 'no polkit agent available')
  const rungs = climb('xen:///', failing(refusal, 'dialling', 'authenticating'))
  expect(await failed(rungs)).toMatchObject({ step: 'authenticate' })
  expect((await rungs).some(({ outcome }) => outcome === 'warned')).toBe(false)
})

test('a world’s file that is missing is named', async () => {
  const gone = new Failure('uri.refused', 'failed to open file')
  const rung = await failed(climb(`test://${folder}/nosuch.xml`, failing(gone, 'opening')))
  expect(rung).toMatchObject({
    step: 'file',
    trouble: 'world-missing',
    finding: expect.stringContaining('nosuch.xml'),
  })
})

test('a world’s file that makes no sense is to be checked as XML', async () => {
  const file = path.join(folder, 'bad world.xml')
  await writeFile(file, '<node')
  const torn = new Failure('uri.refused', `${file}:1:6: unexpected end`)
  const rung = await failed(climb(`test://${folder}/bad%20world.xml`, failing(torn, 'opening')))
  expect(rung).toMatchObject({ step: 'file', finding: expect.stringContaining('unexpected end') })
  expect(rung?.advice[0]?.run).toBe(`xmllint --noout '${file}'`)
})

test('each way has its own rungs and no others', async () => {
  const refused = failing(new Failure('host.unreachable'))
  const ladderOf = async (uri: string) =>
    (await climb(uri, refused)).map(({ step }) => step).slice(3, -4)
  expect(await ladderOf('qemu+tcp://far.example/system')).toEqual([
    'lookup',
    'connect',
    'greet',
    'authenticate',
  ])
  expect(await ladderOf('qemu://far.example/system')).toEqual([
    'lookup',
    'connect',
    'secure',
    'identify',
    'greet',
    'authenticate',
  ])
  expect((await ladderOf('qemu+ssh://far.example/system')).slice(2)).toEqual([
    'secure',
    'identify',
    'login',
    'tunnel',
    'greet',
    'authenticate',
  ])
})

test('a shared SSH connection has no rungs below its tunnel, and another hop has its own', async () => {
  const shared = failing(new Failure('host.lost'), 'tunnelling', 'greeting')
  expect((await outcomes(climb('qemu+ssh://far.example/system', shared))).slice(3, 5)).toEqual([
    'tunnel ok',
    'greet failed',
  ])
  const hops = failing(new Failure('host.lost'), 'dialling', 'logging-in', 'dialling', 'securing')
  expect((await outcomes(climb('qemu+ssh://far.example/system', hops))).slice(3, 7)).toEqual([
    'connect ok',
    'login ok',
    'connect 2 ok',
    'secure failed',
  ])
})

test('every change is told, the rung under way as climbing', async () => {
  const told: string[] = []
  const onRungs = (rungs: { step: string; outcome: string }[]) => {
    const [now] = rungs.filter(({ outcome }) => outcome === 'climbing')
    if (now !== undefined && told.at(-1) !== now.step) told.push(now.step)
  }
  const rungs = await climb(atSocket(), well, { onRungs })
  expect(told).toEqual(rungs.map(({ step }) => step))
})

test('while somebody is asked, the rung takes no time and is not given up', async () => {
  const clock = new FakeClock()
  let waits = ''
  const asker: Asker = {
    hostKey: unattended.hostKey,
    credentials: async () => {
      await clock.sleep(200_000)
      return ['secret']
    },
  }
  const asking: Open = async (_plan, { progress, asker: given, signal }) => {
    progress('dialling')
    progress('authenticating')
    await clock.sleep(10)
    const fields = [{ label: 'Password', secret: true, value: '' }]
    const words = { what: 'sasl', subject: 'mill', reason: null, instruction: null } as const
    await given.credentials({ kind: 'credentials', ...words, fields }, signal)
    await clock.sleep(5)
    return well(_plan, { progress: () => {}, asker: given, signal, readOnly: false })
  }
  const onRungs = (rungs: { outcome: string; finding: string }[]) => {
    waits ||= rungs.find(({ outcome }) => outcome === 'climbing')?.finding ?? ''
  }
  const rungs = climb(atSocket(), asking, { clock, asker, onRungs })
  await clock.advance(300_000)
  expect((await rungs).find(({ step }) => step === 'authenticate')).toMatchObject({
    outcome: 'ok',
    took: 15,
  })
  expect(waits).toBe('Waits for an answer: Password for mill.')
})

test('a driver that heeds nothing is left behind, and closed when it comes', async () => {
  const clock = new FakeClock()
  const late = new FakeDriver([])
  let yields: (driver: FakeDriver) => void = () => {}
  const deaf: Open = () => new Promise((resolve) => (yields = resolve))
  const rungs = climb(atSocket(), deaf, { clock })
  await clock.advance(60_000)
  expect((await failed(rungs))?.trouble).toBe('socket-busy')
  yields(late)
  await expect.poll(() => late.closed).toBe(true)
})

test('a daemon that never answers is given up in time', async () => {
  const clock = new FakeClock()
  const silent: Open = (_plan, { signal, progress }) =>
    new Promise((_resolve, reject) => {
      progress('dialling')
      progress('authenticating')
      signal.addEventListener('abort', () => reject(new Failure('host.lost')))
    })
  const rungs = climb(atSocket(), silent, { clock })
  await new Promise((resolve) => setTimeout(resolve, 50))
  await clock.advance(60_000)
  const rung = await failed(rungs)
  expect(rung).toMatchObject({ step: 'authenticate', took: 60_000 })
  expect(rung?.finding).toContain('60 seconds')
})

test('the driver is closed again', async () => {
  const driver = new FakeDriver([])
  await climb('test:///default', async () => driver)
  expect(driver.closed).toBe(true)
})
