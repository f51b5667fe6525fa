import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { enter, listen, looking, screenOf } from '../../e2e/lab/look-at-display.ts'
import {
  type SecuredQemu,
  saslUser,
  startSecuredQemu,
  vncPassword,
} from '../../e2e/lab/secured-qemu.ts'
import type { ReachedDisplay } from '../../lib/libvirt/reach-display.ts'
import { type FakeAuthority, fakeAuthority } from '../transport/tls/fake-authority.ts'
import type { Login } from './relay.ts'
import { linkMess } from './spice/fake-spice.ts'

const host = 'kvm.example'
const socket = (at: string): ReachedDisplay => ({ from: 'here', path: at, tls: false, meant: null })
const port = (at: number, tls: boolean, meant: string | null): ReachedDisplay => ({
  ...{ from: 'here', host: '127.0.0.1', port: at, tls, meant },
})

describe.skipIf(inject('labSkipped') !== null)('QEMU’s displays', () => {
  let authority: FakeAuthority
  let qemu: SecuredQemu
  let folder: string
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'oirase-authority-'))
    authority = fakeAuthority(path.join(folder, 'own'))
    qemu = await startSecuredQemu(authority, host)
  })
  afterAll(async () => {
    await qemu.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const vnc = (
    name: Parameters<SecuredQemu['vnc']>[0],
    password: string | null,
    ...rest: Login[]
  ) => looking(() => socket(qemu.vnc(name)), { pki: qemu.pki, password }, rest)

  test.each([
    ['x509', null],
    ['x509vnc', vncPassword],
    ['anonymous', null],
    ['anonymousVnc', vncPassword],
    ['vnc', vncPassword],
  ] as const)('%s: the picture comes, and nobody is asked', async (name, password) => {
    const look = vnc(name, password)
    expect((await screenOf(look)).every((side) => side >= 320)).toBe(true)
    expect(look.asked).toEqual([])
  })

  const onPort = (name: keyof SecuredQemu['port'], meant: string | null, ...rest: Login[]) =>
    looking(() => port(qemu.port[name], false, meant), { pki: qemu.pki }, rest)

  test('SASL inside of TLS: a name and a password let in, and wrong ones are told', async () => {
    const look = onPort('x509sasl', host, { ...saslUser, password: 'crayon' }, saslUser)
    expect((await screenOf(look)).every((side) => side >= 320)).toBe(true)
    expect(look.asked).toEqual([
      { what: 'login', reason: null },
      { what: 'login', reason: expect.stringContaining('did not take') },
    ])
  })

  test('SASL that QEMU does not let anybody use says why, and nobody is asked', async () => {
    for (const [look, words] of [
      [onPort('sasl', null, saslUser), /vnc_tls/],
      [onPort('anonymousSasl', null, saslUser), /vnc_tls/],
      [vnc('sasl', null, saslUser), /not on a socket/],
    ] as const) {
      await expect(look.opened).rejects.toMatchObject({ detail: expect.stringMatching(words) })
      expect(look.asked).toEqual([])
    }
  })

  test('a VNC password that the definition does not tell is asked for, until it is right', async () => {
    const [wrong, right] = [
      { user: '', password: 'no' },
      { user: '', password: vncPassword },
    ]
    const look = vnc('x509vnc', null, wrong, right)
    expect((await screenOf(look)).every((side) => side >= 320)).toBe(true)
    expect(look.asked.map(({ reason }) => reason)).toEqual([
      null,
      expect.stringContaining('did not take that password'),
    ])
  })

  test('QEMU tells each who looks what another has on the clipboard; who only watches hears nothing', async () => {
    const look = (types: boolean) =>
      looking(() => socket(qemu.vnc('vnc')), { pki: qemu.pki, password: vncPassword }, [], types)
    const mine = look(true)
    const looks = [mine, look(true), look(false)]
    const heard: (() => string)[] = []
    for (const one of looks) {
      await enter(one)
      heard.push(listen(one.page))
      // SetEncodings with the extended clipboard, as noVNC does
      one.page.write(Buffer.from('02000001c0a1e5ce', 'hex'))
    }
    // what QEMU can do with it, which everybody is told
    for (const hears of heard) await expect.poll(hears).toContain('03000000fffffff8')
    mine.page.write(Buffer.concat([Buffer.from('0600000000000006', 'hex'), Buffer.from('secret')]))
    const notice = '03000000fffffffc08000001'
    await expect.poll(() => heard[1]?.()).toContain(notice)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(heard[2]?.()).not.toContain(notice)
    for (const one of looks) one.stop()
  })

  test('a certificate for another host, or of another authority, is refused', async () => {
    const [meant, other] = [port(qemu.port.x509, false, host), port(qemu.port.x509, false, 'other')]
    const { pki } = qemu
    expect(await screenOf(looking(() => meant, { pki }))).toHaveLength(2)
    await expect(looking(() => other, { pki }).opened).rejects.toMatchObject({
      code: 'host.untrusted',
      detail: expect.stringMatching(/dialled as other, and its certificate is for kvm\.example/),
    })
    const foreign = path.dirname(fakeAuthority(path.join(folder, 'foreign')).caFile)
    const refused = { code: 'host.untrusted', detail: expect.stringContaining('display') }
    await expect(looking(() => meant, { pki: foreign }).opened).rejects.toMatchObject(refused)
    await expect(
      looking(() => socket(qemu.vnc('x509')), { pki: foreign }).opened,
    ).rejects.toMatchObject(refused)
  })

  test('a display that wants a certificate of ours is shown it, and one that gets none is not lost', async () => {
    const pki = path.join(folder, 'client')
    mkdirSync(pki)
    writeFileSync(path.join(pki, 'cacert.pem'), authority.ca)
    const none = looking(() => socket(qemu.vnc('x509both')), { pki })
    await expect(none.opened).rejects.toMatchObject({
      code: 'host.refused',
      detail: expect.stringContaining('certificate of this server'),
    })
    const { cert, key } = authority.issue()
    writeFileSync(path.join(pki, 'clientcert.pem'), cert)
    writeFileSync(path.join(pki, 'clientkey.pem'), key)
    expect(await screenOf(looking(() => socket(qemu.vnc('x509both')), { pki }))).toHaveLength(2)
  })

  test('without an authority here a display beside is refused, and one of this machine is not', async () => {
    const pki = path.join(folder, 'nowhere')
    const beside = looking(() => port(qemu.port.x509, false, host), { pki })
    await expect(beside.opened).rejects.toMatchObject({ code: 'host.untrusted' })
    const here = looking(() => socket(qemu.vnc('x509')), { pki })
    expect(await screenOf(here)).toHaveLength(2)
  })

  const spicePlace = (tls: boolean | null) =>
    tls === true ? port(qemu.spice.tls, true, host) : port(qemu.spice.plain, false, host)

  test('SPICE: each channel goes by the port that it is wanted on, and the password is known before', async () => {
    const { pki } = qemu
    const look = looking(spicePlace, { kind: 'spice', pki, password: vncPassword })
    expect(await look.opened).toBeNull()
    const main = look.channel()
    main.catch(() => undefined)
    look.page.write(linkMess(1))
    const head = await look.read(16)
    const reply = await look.read(head.readUInt32LE(12))
    expect(reply.readUInt32LE()).toBe(0)
    look.page.write(Buffer.concat([Buffer.of(1, 0, 0, 0), Buffer.alloc(128)]))
    expect((await look.read(4)).readUInt32LE()).toBe(0)
    // SPICE_MSG_MAIN_INIT, or housekeeping of any channel
    expect([2, 3, 4, 103]).toContain((await look.read(2)).readUInt16LE())
    look.stop()
    await main
  })

  test('SPICE: a password is asked for until it is right', async () => {
    const answers = ['no', vncPassword].map((password) => ({ user: '', password }))
    const look = looking(spicePlace, { kind: 'spice', pki: qemu.pki }, answers)
    expect(await look.opened).toEqual({ user: '', password: vncPassword })
    expect(look.asked.map(({ reason }) => reason)).toEqual([null, 'It did not take that password.'])
    look.stop()
  })
})
