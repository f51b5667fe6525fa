import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import { FakeClock } from '../../lib/fake-clock.ts'
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
    progress('authenticating')
    progress('opening')
    progress('listing')
  }
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
    ['connect', 'ok'],
    ['authenticate', 'ok'],
    ['open', 'ok'],
    ['list', 'ok'],
    ['version', 'ok'],
  ])
  expect(rungs.every(({ took }) => took !== null)).toBe(true)
  expect(rungs.at(-2)?.finding).toBe('2 virtual machines, 1 active.')
})

test('the built-in world has nothing to dial', async () => {
  expect(await outcomes(climb('test:///default', well))).toEqual([
    'resolve ok',
    'parse ok',
    'plan ok',
    'open ok',
    'list ok',
    'version ok',
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

test('a way that is not encrypted is a warning on the plan', async () => {
  const refused = failing(new Failure('uri.refused', 'not yet'))
  const [, , plan] = await climb('qemu+tcp://far.example/system', refused)
  expect(plan).toMatchObject({ outcome: 'warned', finding: expect.stringMatching(/encrypted/) })
})

test('a missing socket names the daemon to start', async () => {
  const rungs = climb('bhyve:///system?mode=direct', well)
  const rung = await failed(rungs)
  expect(rung).toMatchObject({
    step: 'socket',
    finding: expect.stringContaining('virtbhyved-sock'),
  })
  expect(rung?.advice[0]?.run).toBe('sudo systemctl enable --now virtbhyved.socket')
  expect(await outcomes(rungs)).toContain('connect not-tried')
})

test('a missing socket of one’s own choosing asks to look into its folder', async () => {
  const rung = await failed(climb(`qemu+unix:///system?socket=${folder}/no such`, well))
  expect(rung?.step).toBe('parse')
  const encoded = await failed(climb(`qemu+unix:///system?socket=${folder}/no%20such/s`, well))
  expect(encoded?.advice[0]?.run).toBe(`ls -l '${folder}/no such'`)
})

test('a file where a socket should be is not dialled', async () => {
  const file = path.join(folder, 'plain')
  await writeFile(file, '')
  const rung = await failed(climb(`qemu+unix:///system?socket=${file}`, well))
  expect(rung).toMatchObject({ step: 'socket', finding: expect.stringContaining('not a socket') })
})

test('a socket that no daemon listens on any more says to start it again', async () => {
  const gone = failing(new Failure('host.unreachable', 'Connection refused'), 'dialling')
  const rung = await failed(climb(atSocket(), gone))
  expect(rung).toMatchObject({
    step: 'connect',
    finding: 'The host cannot be reached. Connection refused',
    advice: [{ run: 'sudo systemctl restart libvirtd' }, {}],
  })
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

test('a transport that is not there yet has a way by hand', async () => {
  const refused = failing(new Failure('uri.refused', 'Oirase cannot dial by ssh yet.'))
  const rung = await failed(climb('qemu+ssh://root@far.example/system', refused))
  expect(rung).toMatchObject({ step: 'connect' })
  expect(rung?.advice[0]?.run).toContain('-- root@far.example')
})

test('a world’s file that is missing is found missing before it is opened', async () => {
  const rungs = climb(`test://${folder}/nosuch.xml`, well)
  expect(await outcomes(rungs)).toContain('file failed')
  expect((await failed(rungs))?.finding).toContain('nosuch.xml')
})

test('a world’s file that makes no sense is to be checked as XML', async () => {
  const file = path.join(folder, 'bad world.xml')
  await writeFile(file, '<node')
  const torn = failing(new Failure('uri.refused', `${file}:1:6: unexpected end`))
  const rung = await failed(climb(`test://${folder}/bad%20world.xml`, torn))
  expect(rung).toMatchObject({ step: 'open', finding: expect.stringContaining('unexpected end') })
  expect(rung?.advice[0]?.run).toBe(`xmllint --noout '${file}'`)
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
