import { chmodSync, linkSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Circumstances, examined, provoke } from './examined.ts'
import { type Lab, startLab } from './lab.ts'
import { startXend } from './xend/start-xend.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'oirase-doctor-xend-'))
afterAll(() => rmSync(folder, { recursive: true }))
const inFolder = (name: string) => path.join(folder, name)

/** All that is said to do about a URI that does not open. */
async function advised(uri: string, circumstances: Circumstances = {}): Promise<string> {
  const rungs = await examined(uri, circumstances)
  const failed = rungs.find(({ outcome }) => outcome === 'failed')
  return (failed?.advice ?? []).map(({ say, run }) => `${say} ${run ?? ''}`).join('\n')
}

async function unusedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe('a xend of this machine that does not answer', () => {
  beforeAll(async () => {
    writeFileSync(inFolder('file'), '')
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(inFolder('made'), resolve))
    // a listener takes away the name it made, and this one not
    linkSync(inFolder('made'), inFolder('stale'))
    await new Promise((resolve) => server.close(resolve))
  })

  test('at a port: its switch, its address, its port, and SSH as the safer way', async () => {
    const uri = `http://127.0.0.1:${await unusedPort()}/`
    await provoke('', uri, 'connect', 'xend-port-closed', /Connection refused/)
    const advice = await advised(uri)
    for (const word of ['(xend-http-server yes)', "(xend-address '", 'xend-port', 'via=ssh://']) {
      expect(advice.replaceAll(`'\\''`, "'")).toContain(word)
    }
    expect(advice).not.toMatch(/libvirt|sshd/)
  })

  test.each([
    ['none', 'nosuch', /No such file/],
    ['one that nobody listens on', 'stale', /Connection refused/],
    ['a plain file', 'file', /not a socket|Connection refused/],
  ])('at a socket, and there is %s', async (_, name, says) => {
    const uri = `//${inFolder(name)}`
    await provoke('', uri, 'socket', 'xend-socket-missing', says)
    const advice = await advised(uri)
    for (const word of ['(xend-unix-server yes)', 'xend-unix-path', inFolder(name)]) {
      expect(advice).toContain(word)
    }
  })

  test.skipIf(process.getuid?.() !== 0)('at a socket that is root’s', async () => {
    const xend = await startXend({ personality: '3.1', listen: { socket: inFolder('closed') } })
    chmodSync(inFolder('closed'), 0o600)
    chmodSync(folder, 0o755)
    process.seteuid?.(65_534)
    try {
      const uri = `//${inFolder('closed')}`
      await provoke('', uri, 'socket', 'xend-socket-denied', /Permission denied/)
      expect(await advised(uri)).toContain('via=ssh://root@localhost')
    } finally {
      process.seteuid?.(0)
      await xend.stop()
    }
  })

  test.each(['http://169.254.169.254/', 'http://[fd00:ec2::254]:80/'])(
    'at an address that is fenced off: %s',
    (uri) => provoke('', uri, 'connect', 'address-forbidden', /metadata/),
  )
})

describe.skipIf(inject('labSkipped') !== null)('a xend of the network', () => {
  let lab: Lab<'mill'>
  let at: Circumstances
  beforeAll(async () => {
    lab = await startLab({ mill: {} })
    at = { env: { HOME: lab.client.home } }
  })
  afterAll(() => lab.stop())

  test('behind a firewall that drops', async () => {
    const uri = `http://${lab.network.nowhere}:8123/`
    await provoke('', uri, 'connect', 'xend-port-silent', /timed out/)
  })

  const via = (where: string, user: string, more = '') =>
    `${where}?via=${encodeURIComponent(`ssh://${user}@${lab.hosts.mill.address}${more}`)}`

  test.each<[cause: string, uri: () => string, step: string, trouble: string, says: RegExp]>([
    [
      'nobody at the port',
      () => via('http://localhost:9/', 'root'),
      'tunnel',
      'xend-far-port',
      /refused/,
    ],
    [
      'no such socket',
      () => via('///var/lib/xend/xend-socket', 'root'),
      'tunnel',
      'xend-far-socket',
      /./,
    ],
    [
      'forwarding of ports is off',
      () => via('http://localhost/', 'closed'),
      'tunnel',
      'ssh-channel-prohibited',
      /open failed/,
    ],
    [
      'forwarding of sockets is off',
      () => via(`//${lab.hosts.mill.socket}`, 'closed'),
      'tunnel',
      'xend-far-socket',
      /./,
    ],
    [
      'a login nobody has',
      () => via('http://localhost/', 'nobody-here'),
      'login',
      'ssh-refused',
      /publickey/,
    ],
    [
      'nobody at the login’s port',
      () => via('http://localhost/', 'root', ':9'),
      'connect',
      'tcp-refused',
      /refused/,
    ],
    [
      'libvirt’s own socket',
      () => via(`//${lab.hosts.mill.socket}`, 'root'),
      'open',
      'xend-lost',
      /./,
    ],
    [
      'a cloud’s secrets, from afar',
      () => via('http://0xa9fea9fe:80/', 'root'),
      'lookup',
      'address-forbidden',
      /169\.254\.169\.254|metadata/,
    ],
    [
      'a cloud’s secrets as the login',
      () => 'http://localhost/?via=ssh://169.254.169.254',
      'connect',
      'address-forbidden',
      /metadata/,
    ],
  ])('through SSH: %s', (cause, uri, step, trouble, says) =>
    provoke(cause, uri(), step, trouble, says, at),
  )

  test('what is wrong with the login is said of the login', async () => {
    const advice = await advised(via('http://old.example/', 'root', ':9'), at)
    expect(advice).toContain("sport = :9'")
    expect(advice).not.toMatch(/xend|8000|old\.example/)
  })
})
