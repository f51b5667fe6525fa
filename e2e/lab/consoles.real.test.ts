import { createPublicKey, publicEncrypt } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { ConsoleList } from '../../lib/contract/consoles.ts'
import { password } from './accounts.ts'
import { type Lab, startLab } from './lab.ts'
import { saslUser } from './libvirtd.ts'
import { linuxFiles, linuxGuestXml, prompt, screen, vncOn } from './linux-guest.ts'
import { display, type Look, lookInto, serial } from './look-into.ts'
import { printed } from './parallel-printer.ts'
import { sealDisplays } from './seal-displays.ts'
import { type Served, serve } from './served.ts'

const devices = [
  vncOn(`<listen type='address' address='0.0.0.0'/>`),
  `<graphics type='spice' autoport='yes' passwd='hidden'><listen type='address' address='127.0.0.1'/></graphics>`,
  screen,
  `<parallel type='pty'/>`,
  `<channel type='unix'><target type='virtio' name='org.example.talk.0'/></channel>`,
].join('')
/** By their order in `devices`: one listens for all, the other for its host only. */
const vnc = 0
const spice = 1

/** What a page that speaks VNC hears until the display has told its size. */
async function vncSize(look: Look): Promise<number[]> {
  const heard = (length: number) =>
    expect.poll(() => look.bytes().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(length)
  await heard(12)
  look.send('RFB 003.008\n')
  await heard(14)
  look.send(Buffer.of(1))
  await heard(18)
  look.send(Buffer.of(1))
  await heard(22)
  return [look.bytes().readUInt16BE(18), look.bytes().readUInt16BE(20)]
}

/** What a page that speaks SPICE and has no password hears of its main channel: how the sign-in went, and what is next. */
async function spiceSignIn({ channel }: Look): Promise<{ result: number; next: number }> {
  const main = await channel()
  const heard = (length: number) =>
    expect.poll(() => main.bytes().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(length)
  const abilities = '09000000' // to choose how to sign in, and short heads
  const greeting = `00000000 01 00 01000000 00000000 12000000 ${abilities}`.replaceAll(' ', '')
  const head = Buffer.from('52454451020000000200000016000000', 'hex')
  main.send(Buffer.concat([head, Buffer.from(greeting, 'hex')]))
  await heard(16)
  const ends = 16 + main.bytes().readUInt32LE(12)
  await heard(ends)
  const key = createPublicKey({
    key: main.bytes().subarray(20, 20 + 162),
    format: 'der',
    type: 'spki',
  })
  const ticket = publicEncrypt({ key, oaepHash: 'sha1' }, Buffer.of(0))
  main.send(Buffer.concat([Buffer.of(1, 0, 0, 0), ticket]))
  await heard(ends + 6)
  const said = main.bytes().subarray(ends)
  main.close()
  return { result: said.readUInt32LE(), next: said.readUInt16LE(4) }
}

/** Its displays speak TLS only; SPICE has a password in the definition, VNC asks for a name as well. */
const sealedXml = `<domain type='qemu'><name>sealed</name><memory unit='MiB'>16</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='pc'>hvm</type></os><devices>${vncOn(`<listen type='address' address='0.0.0.0'/>`)}
<graphics type='spice' autoport='yes' defaultMode='secure' passwd='hidden'><listen type='address' address='0.0.0.0'/></graphics>
${screen}</devices></domain>`

/** Asks the guest's shell something and resolves once the answer is there. */
async function answers(look: Look): Promise<void> {
  const asked = () => {
    look.send('\n')
    return String(look.bytes())
  }
  await expect.poll(asked, { timeout: 30_000, interval: 500 }).toContain(prompt)
  look.send('echo $((6*7))-yes\n')
  await expect.poll(() => String(look.bytes()), { timeout: 5_000 }).toContain('42-yes')
}

describe.skipIf(inject('labSkipped') !== null)('a guest’s consoles', () => {
  let lab: Lab<'a' | 'gate' | 'sealed'>
  let served: Served
  let domain: string
  beforeAll(async () => {
    lab = await startLab({ a: {}, gate: { daemon: 'none' }, sealed: {} })
    const file = path.join(lab.folder, 'seen.xml')
    writeFileSync(file, linuxGuestXml({ name: 'seen', devices }, linuxFiles()))
    await lab.hosts.a.virsh('create', file)
    domain = (await lab.hosts.a.virsh('domuuid', 'seen')).trim()
    served = await serve(lab.client.home)
  })
  afterAll(async () => {
    await served?.stop()
    await lab?.stop()
  })
  const opened = async (uri: string, of = domain) => {
    const connection = await served.open(uri)
    await expect.poll(() => served.tab.phase(connection), { timeout: 10_000 }).toBe('open')
    await expect.poll(() => served.tab.rows(connection)).toHaveLength(1)
    return { connection, domain: of }
  }
  const listed = async ({ connection }: { connection: string }) =>
    (await served.api(
      'GET',
      `/connections/${connection}/domains/${domain}/consoles`,
    )) as ConsoleList

  test('over SSH: screen and shell, and still one connection to the host', async () => {
    const there = await opened(lab.uri('a', 'ssh', '/system', { user: 'keyed' }))
    const before = await lab.hosts.a.connections(22)
    const [shell, seen] = [
      await lookInto(served, there, serial),
      await lookInto(served, there, display(vnc)),
    ]
    expect((await vncSize(seen)).every((side) => side >= 320)).toBe(true)
    await answers(shell)
    expect([before.length, (await lab.hosts.a.connections(22)).length]).toEqual([1, 1])
    expect(served.tab.rows(there.connection)).toHaveLength(1)
    seen.close()
    shell.close()
  })

  test('over SSH: a SPICE display that asks for a password lets in a page that has none', async () => {
    const there = await opened(lab.uri('a', 'ssh', '/system', { user: 'keyed' }))
    const seen = await lookInto(served, there, display(spice))
    await expect.poll(() => seen.words.map(({ type }) => type)).toContain('opened')
    const { result, next } = await spiceSignIn(seen)
    expect(result).toBe(0)
    // of every channel's housekeeping or the main channel's SPICE_MSG_MAIN_INIT, thus no longer of the sign-in
    expect([2, 3, 4, 103]).toContain(next)
    seen.close()
  })

  test('over SSH without any forwarding: the shell, and a reason why not the screen', async () => {
    const there = await opened(lab.uri('a', 'ssh', '/system', { user: 'closed' }))
    const shell = await lookInto(served, there, serial)
    await answers(shell)
    shell.close()
    const seen = await lookInto(served, there, display(vnc))
    await expect
      .poll(() => seen.words.at(-1), { timeout: 10_000 })
      .toMatchObject({ type: 'ended', error: { code: expect.stringMatching(/^host\./) } })
    seen.close()
  })

  test('over TLS: the shell, the screen that listens for all, and why not the other', async () => {
    const uri = lab.uri('a', 'tls', '/system')
    const there = await opened(uri)
    const { displays } = await listed(there)
    expect(displays.map(({ kind, whyNot, mend }) => [kind, whyNot === null, mend])).toEqual([
      ['vnc', true, null],
      ['spice', false, 'listen-on-all'],
    ])
    const port = expect.any(Number)
    expect(displays.map(({ direct }) => direct)).toEqual([
      { host: new URL(uri).hostname, port, tlsPort: null },
      null,
    ])
    const shell = await lookInto(served, there, serial)
    await answers(shell)
    shell.close()
    const seen = await lookInto(served, there, display(vnc))
    expect((await vncSize(seen)).every((side) => side >= 320)).toBe(true)
    seen.close()
    const refused = await lookInto(served, there, display(spice))
    await expect
      .poll(() => refused.words.at(-1))
      .toMatchObject({ type: 'ended', error: { code: 'host.no-way' } })
    refused.close()
  })

  test('what somebody else has is refused, and taken by force', async () => {
    const there = await opened(lab.uri('a', 'tcp', '/system'))
    const other = await opened(lab.uri('a', 'tls', '/system'))
    const theirs = await lookInto(served, other, serial)
    await answers(theirs)
    const mine = await lookInto(served, there, serial)
    await expect
      .poll(() => mine.words.at(-1))
      .toMatchObject({ type: 'ended', error: { code: 'host.refused' } })
    const taken = await lookInto(served, there, { ...serial, force: true })
    await answers(taken)
    await expect.poll(() => theirs.words.at(-1)).toMatchObject({ type: 'ended' })
    for (const look of [mine, taken, theirs]) look.close()
  })

  test('a parallel port and a channel carry what the guest and the page say', async () => {
    const there = await opened(lab.uri('a', 'ssh', '/system', { user: 'keyed' }))
    const shell = await lookInto(served, there, serial)
    await answers(shell)
    const paper = await lookInto(served, there, { ...serial, device: 'parallel0' })
    const talk = await lookInto(served, there, { ...serial, device: 'channel0' })
    for (const { words } of [paper, talk]) {
      await expect.poll(() => words.map(({ type }) => type)).toContain('opened')
    }
    shell.send('port=$(ls /dev/vport*); print; echo said by the guest > $port; head -n 1 $port\n')
    await expect.poll(() => String(paper.bytes())).toContain(printed)
    await expect.poll(() => String(talk.bytes())).toContain('said by the guest\n')
    talk.send('said by the page\n')
    await expect.poll(() => String(shell.bytes())).toContain('said by the page')
    for (const look of [shell, paper, talk]) look.close()
  })

  test('a break reaches the guest’s serial line, and libvirt says what that makes of the machine', async () => {
    const there = await opened(lab.uri('a', 'ssh', '/system', { user: 'keyed' }))
    const shell = await lookInto(served, there, serial)
    await answers(shell)
    shell.send('echo 1 > /proc/sys/kernel/sysrq\n')
    const breaks = `/connections/${there.connection}/domains/${domain}/consoles/break`
    await served.api('POST', breaks, { device: 'serial0' })
    // what comes within five seconds of a break is the kernel's: Documentation/admin-guide/sysrq.rst
    shell.send('h')
    await expect.poll(() => String(shell.bytes()), { timeout: 5_000 }).toMatch(/sysrq: HELP/)
    expect(await lab.hosts.a.virsh('dominfo', 'seen')).toMatch(/tainted: .*monitor/)
    shell.close()
  })

  test('no password of a display is in anything that a page is sent', async () => {
    const there = await opened(lab.uri('a', 'ssh', '/system', { user: 'keyed' }))
    expect(JSON.stringify(await listed(there))).not.toContain('hidden')
    const { xml } = (await served.api(
      'GET',
      `/connections/${there.connection}/domains/${domain}/xml?inactive=false`,
    )) as { xml: string }
    expect(xml).not.toContain('hidden')
  })

  test('displays by TLS alone: over TLS and SSH, with a name that is asked for and a password that is not', async () => {
    const { sealed } = lab.hosts
    await sealDisplays(sealed)
    const file = path.join(lab.folder, 'sealed.xml')
    writeFileSync(file, sealedXml)
    await sealed.virsh('create', '--paused', file)
    const uuid = (await sealed.virsh('domuuid', 'sealed')).trim()
    for (const uri of [
      lab.uri('sealed', 'tls', '/system'),
      lab.uri('sealed', 'ssh', '/system', { user: 'keyed' }),
    ]) {
      const there = await opened(uri, uuid)
      const [seen, picture] = [
        await lookInto(served, there, display(vnc)),
        await lookInto(served, there, display(spice)),
      ]
      for (const tried of ['wrong', password]) {
        await expect.poll(() => seen.words.at(-1)).toMatchObject({ type: 'asks', what: 'login' })
        seen.words.length = 0
        seen.ask({ type: 'answer', user: saslUser, password: tried })
      }
      expect((await vncSize(seen)).every((side) => side >= 320)).toBe(true)
      await expect.poll(() => picture.words.map(({ type }) => type)).toContain('opened')
      expect((await spiceSignIn(picture)).result).toBe(0)
      seen.close()
      picture.close()
    }
  })
})
