import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import type { HostKeyQuestion } from '../../lib/libvirt/question.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { examined, hurried, provoke } from './examined.ts'
import { type Lab, startLab } from './lab.ts'
import { openerOf } from './opener.ts'
import { ada, watchedConnections, watchedTasks } from './watched-connections.ts'
import { type FakeXend, startXend } from './xend/start-xend.ts'

describe.skipIf(inject('labSkipped') !== null)('a xend through SSH', () => {
  let lab: Lab<'mill' | 'gate'>
  let folder: string
  let atSocket: FakeXend
  let atPort: FakeXend
  /** At our address in the lab's network, where the far side reaches it: nothing there is a way around the login. */
  let lead: Server
  let live: ReturnType<typeof watchedConnections>

  beforeAll(async () => {
    lab = await startLab({ mill: { daemon: 'none' }, gate: { daemon: 'none', sshPorts: [2222] } })
    folder = mkdtempSync(path.join(tmpdir(), 'oirase-via-'))
    atSocket = await startXend({ personality: '4.1', listen: { socket: path.join(folder, 's') } })
    atPort = await startXend({ personality: '3.0.3', listen: { port: 0 } })
    const { port } = new URL(atPort.url)
    lead = createServer((socket) => {
      const real = connect(Number(port), '127.0.0.1')
      for (const one of [socket, real]) one.on('error', () => one.destroy())
      real.on('close', () => socket.destroy())
      socket.on('close', () => real.destroy())
      socket.pipe(real).pipe(socket)
    })
    await new Promise<void>((resolve) => lead.listen(0, lab.network.address, resolve))
  })
  afterEach(async () => {
    await live?.connections.stop()
    lab.trust()
  })
  afterAll(async () => {
    lead.close()
    await Promise.all([atSocket, atPort].map((xend) => xend.stop()))
    await lab.stop()
    rmSync(folder, { recursive: true })
  })

  const forms = ['socket', 'port'] as const
  const via = (form: (typeof forms)[number], user = 'root', host: 'mill' | 'gate' = 'mill') => {
    const { address, sshPorts } = lab.hosts[host]
    const login = encodeURIComponent(`ssh://${user}@${address}:${sshPorts[0]}`)
    const where =
      form === 'socket'
        ? `//${atSocket.url}`
        : `http://${lab.network.address}:${(lead.address() as AddressInfo).port}/`
    return `${where}?via=${login}`
  }
  const xendOf = (form: (typeof forms)[number]) => (form === 'socket' ? atSocket : atPort)
  const logins = async (host: 'mill' | 'gate' = 'mill') =>
    (await lab.hosts[host].connections(lab.hosts[host].sshPorts[0] ?? 22)).length

  function watch() {
    live = watchedConnections(openerOf({ env: { HOME: lab.client.home }, clock: hurried }), hurried)
    return live
  }

  test.each(forms)('by %s has its rungs, on any port of the login', async (form) => {
    for (const host of ['mill', 'gate'] as const) {
      const rungs = await examined(via(form, 'root', host), { env: { HOME: lab.client.home } })
      expect(rungs.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual(
        [
          ...['resolve', 'parse', 'plan', 'lookup', 'connect', 'secure', 'identify', 'login'],
          ...['tunnel', 'open', 'list', 'version', 'abilities'],
        ].map((step) => `${step} ok`),
      )
    }
    await expect.poll(logins).toBe(0)
  })

  test.each(forms)('by %s needs one login, however much is asked and done', async (form) => {
    const { open, connections } = watch()
    const before = xendOf(form).connections().opened
    const id = await open(via(form))
    const { tasks, ends } = watchedTasks(connections)
    const web = () => connections.domains(id).find(({ name }) => name === 'web')
    for (const [action, state] of [
      ['suspend', 'paused'],
      ['resume', 'running'],
      ['suspend', 'paused'],
      ['resume', 'running'],
    ] as const) {
      await tasks.act(id, web()?.uuid ?? '', action, ada)
      await expect.poll(() => web()?.state).toBe(state)
      expect(await logins()).toBe(1)
    }
    await tasks.settled()
    expect(ends.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done'])
    expect(xendOf(form).connections().opened - before).toBeGreaterThanOrEqual(8)
    await connections.close(id)
    await expect.poll(logins).toBe(0)
  })

  test.each(forms)('by %s is lost with the login, and back with it', async (form) => {
    const { open, connections } = watch()
    const id = await open(via(form))
    const phase = () => connections.row(id).state.phase
    await lab.hosts.mill.stopSshd()
    await expect.poll(phase).toBe('lost')
    expect(connections.domains(id).length).toBeGreaterThan(3)
    await lab.hosts.mill.startSshd()
    await expect.poll(phase).toBe('open')
    expect(await logins()).toBe(1)
  })

  test('a key that nobody there knows is refused', async () => {
    const home = path.join(folder, 'stranger')
    mkdirSync(path.join(home, '.ssh'), { recursive: true })
    const key = path.join(home, '.ssh/id_ed25519')
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
    const config = [`IdentityFile ${key}`, `UserKnownHostsFile ${lab.client.knownHosts}`, '']
    writeFileSync(path.join(home, '.ssh/config'), config.join('\n'))
    const at = { env: { HOME: home } }
    for (const form of forms) {
      await provoke('', via(form), 'login', 'ssh-refused', /publickey/, at)
    }
  })

  test('a host nobody has met is asked about, once, and refused where nobody is asked', async () => {
    writeFileSync(lab.client.knownHosts, '')
    const at = { env: { HOME: lab.client.home } }
    await provoke('', via('port'), 'identify', 'needs-you', /SHA256:/, at)
    const asked: HostKeyQuestion[] = []
    const asker = {
      ...unattended,
      hostKey: async (question: HostKeyQuestion) => {
        asked.push(question)
        return 'once' as const
      },
    }
    const rungs = await examined(via('port'), { ...at, asker })
    expect(rungs.at(-1)).toMatchObject({ step: 'abilities', outcome: 'ok' })
    const { address } = lab.hosts.mill
    expect(asked).toMatchObject([{ host: address, fingerprint: lab.hosts.mill.fingerprint() }])
  })

  test('a host whose key has changed is refused', async () => {
    await lab.hosts.gate.changeHostKeys()
    const changed = async () => {
      const rungs = await examined(via('socket', 'root', 'gate'), {
        env: { HOME: lab.client.home },
      })
      return rungs.find(({ outcome }) => outcome === 'failed')
    }
    // it says that it has started a moment before it listens
    await expect.poll(changed).toMatchObject({ step: 'identify', trouble: 'ssh-host-key-changed' })
  })
})
