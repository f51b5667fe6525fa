import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openPlan } from '../../lib/libvirt/plan.ts'
import { isRefused } from '../../lib/libvirt/plan-types.ts'
import { readSurroundings } from '../connections/surroundings.ts'

const nobody = 65_534

/** What this machine's virsh decides about a URI, by its own debug log; null: it refuses it before it dials. */
function virshOn(text: string, { uid, readOnly }: Who, env: Record<string, string>) {
  const { stderr } = spawnSync('virsh', [...(readOnly ? ['-r'] : []), '-c', text, 'uri'], {
    env: { ...env, PATH: process.env.PATH, NODE_ENV: 'test', LIBVIRT_DEBUG: '1', LC_ALL: 'C' },
    uid,
    gid: uid,
    encoding: 'utf8',
    timeout: 20_000,
  })
  const said = (pattern: RegExp) => pattern.exec(stderr)?.[1] ?? null
  const transport = said(/Connecting with transport (\d)/)
  const refused = /transport not recognised|Cannot use direct|netcat path not valid/.test(stderr)
  if (transport === null || refused) return null
  const socket = said(/Chosen UNIX socket (.*)/)
  return {
    remoteName: said(/proceeding with name = (.*)/),
    // remoteDriverTransport, src/remote/remote_sockets.h
    transport: ['tls', 'unix', 'ssh', 'libssh2', 'ext', 'tcp', 'libssh'][Number(transport)],
    socket: socket === '<null>' ? null : socket,
  }
}

interface Who {
  uid: number
  readOnly: boolean
}

describe.skipIf(inject('labSkipped') !== null)('URIs as the installed libvirt opens them', () => {
  let folder: string
  let env: Record<string, string>
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'oirase-uri-'))
    chmodSync(folder, 0o755)
    // an ssh that reaches nothing, so that no name is looked up
    writeFileSync(path.join(folder, 'ssh'), '#!/bin/sh\n', { mode: 0o755 })
    env = { HOME: folder, XDG_RUNTIME_DIR: path.join(folder, 'run'), LIBVIRT_AUTOSTART: '0' }
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const uris = [
    'xen',
    'xen:///',
    'qemu:///system',
    'qemu:///session',
    'qemu:///system?a=b/c&no_verify=1;x#y',
    'qemu:///session?mode=direct',
    'qemu:///system?mode=Direct',
    'qemu:///system?no_tty=yes',
    'qemu+foo:///system',
    'qemu+unix://host/system',
    'qemu://system',
    'remote:///',
    'remote:///?name=lxc:///',
    'test+unix:///default',
    'QEMU+TCP://127.0.0.1:1/system?foo=%2f',
    'qemu+tcp://[::1]:1/session?foo',
    'qemu+ssh://kim@127.0.0.1/system?command=@ssh&keyfile=/k&x=1',
    'qemu+ssh://127.0.0.1/system?command=@ssh&socket=/s&proxy=auto',
    'qemu+ssh://127.0.0.1/system?command=@ssh&mode=direct',
    'qemu+ssh://127.0.0.1/session?command=@ssh&proxy=auto',
    'qemu+ssh://127.0.0.1/session?command=@ssh&netcat=nc&proxy=native',
    'qemu+ext:///system?command=@ssh',
    'qemu+ext:///system',
    'not a uri',
    'foo',
  ]
  const people: Who[] = [0, nobody].flatMap((uid) =>
    [false, true].map((readOnly) => ({ uid, readOnly })),
  )

  test.each(people)('are planned alike for $uid, read-only $readOnly', async (who) => {
    const { sockets } = await readSurroundings(env, '')
    for (const uri of uris) {
      const text = uri.replace('@ssh', path.join(folder, 'ssh'))
      const real = virshOn(text, who, env)
      const opening = openPlan(text, { ...who, env, libvirtConf: null, sockets })
      const plan = opening.ok && !isRefused(opening.plan) ? opening.plan : null
      if (real === null) expect(plan, text).toBeNull()
      else expect(plan, text).toMatchObject(real)
    }
  })

  test('and its shipped libvirt.conf can be read', () => {
    const libvirtConf = readFileSync('/etc/libvirt/libvirt.conf', 'utf8')
    const surroundings = { uid: 0, readOnly: false, env: {}, libvirtConf, sockets: [] }
    expect(openPlan('qemu+tcp://h/', surroundings)).toMatchObject({ plan: { host: 'h' } })
  })
})
