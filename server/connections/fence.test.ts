import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import type { Failure } from '../../lib/failure.ts'
import { openPlan } from '../../lib/libvirt/plan.ts'
import { isRefused, type Open } from '../../lib/libvirt/plan-types.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import type { Driver } from '../drivers/driver.ts'
import { examine } from './doctor.ts'
import { fenced, usualSocketFolders } from './fence.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'oirase-fence-'))
  await mkdir(path.join(folder, 'in'))
  await writeFile(path.join(folder, 'outside'), '')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const driver = {} as Driver

function planOf(uri: string): Open {
  const surroundings = { uid: 0, readOnly: false, env: {}, libvirtConf: null, sockets: [] }
  const opening = openPlan(uri, surroundings)
  if (!opening.ok || isRefused(opening.plan)) throw new Error(`${uri} has no plan`)
  return opening.plan
}

/** What comes of opening a URI with `in` and the usual folders allowed, and one program. */
function open(uri: string) {
  const own = path.join(folder, 'in')
  const { signal } = new AbortController()
  const opener = fenced(async () => driver, {
    sockets: [path.join(folder, 'sockets'), ...usualSocketFolders({ HOME: '/home/mika' })],
    files: [own, '/etc/pki'],
    programs: ['/usr/local/bin/tunnel'],
  })
  const asked = { readOnly: false, signal, progress: () => undefined, asker: unattended }
  return opener(planOf(uri), asked)
}
const at = (socket: string) => `qemu+unix:///system?socket=${socket}`
const troubleOf = (uri: string) =>
  open(uri).then(
    () => null,
    ({ code, trouble }: Failure) => (code === 'uri.forbidden' ? trouble : code),
  )

test('libvirt’s own socket and one in a folder that is allowed are opened', async () => {
  await expect(open('qemu:///system')).resolves.toBe(driver)
  await expect(open(at(`${folder}/sockets/libvirt-sock`))).resolves.toBe(driver)
  await expect(open(at(`${folder}/in/libvirt-sock`))).resolves.toBe(driver)
})

test.each([
  'test:///default',
  'qemu+tls://host/system',
  'qemu+ssh://host/system',
  'qemu+ssh://host/session',
  'qemu+ssh://host/system?socket=/var/run/libvirt/virtqemud-sock',
  'qemu+ssh://host/session?socket=/run/user/1000/libvirt/libvirt-sock',
  'qemu+ssh://host/system?netcat=ncat',
  'http://host/',
  '///var/run/xend/xend-socket',
  '///var/lib/xend/xend-socket?via=ssh://root@host',
  'qemu+tls://host/system?pkipath=/etc/pki',
  'qemu+tls://host/system?pkipath=/etc/pki/here',
  'test+tcp://host/default',
  'remote+ssh://host/?name=qemu%3A%2F%2F%2Fsystem',
  'remote+ssh://host/?name=esx%3A%2F%2Fvcenter%2F%3Fno_verify%3D1',
  'remote+ssh://host/?name=qemu%2Bssh%3A%2F%2Finner%2Fsystem%3Fkeyfile%3D%2Fetc%2Fpki%2Fkey',
  'qemu+ext:///system?command=/usr/local/bin/tunnel',
  'qemu+ssh://host/system?command=/usr/local/bin/tunnel',
])('%s is let through', async (uri) => {
  expect(await troubleOf(uri)).toBeNull()
})

test.each([
  ['elsewhere', () => `${folder}/outside`],
  ['climbing out', () => `${folder}/in/../outside`],
  ['a folder of a longer name', () => `${folder}/inside/sock`],
  ['no absolute path', () => 'in/sock'],
  ['abstract', () => '@docker'],
])('a socket %s is forbidden', async (_, socket) => {
  expect(await troubleOf(at(socket()))).toBe('socket-forbidden')
  expect(await troubleOf(`qemu+ssh://host/system?socket=${socket()}`)).toBe('socket-forbidden')
  if (!socket().startsWith('/')) return
  expect(await troubleOf(`//${socket()}`)).toBe('socket-forbidden')
  expect(await troubleOf(`//${socket()}?via=ssh://host`)).toBe('socket-forbidden')
})

test.each([
  ['qemu+ssh://host/system?keyfile=/root/.ssh/id_rsa', 'file-forbidden'],
  ['qemu+ssh://host/system?keyfile=~/.ssh/id_rsa', 'file-forbidden'],
  ['qemu+libssh://host/system?known_hosts=/dev/zero', 'file-forbidden'],
  ['qemu+tls://host/system?pkipath=/etc', 'file-forbidden'],
  ['qemu+tls://host/system?pkipath=/etc/pki/../../root', 'file-forbidden'],
  ['qemu+tcp://host/system?authfile=/etc/shadow', 'file-forbidden'],
  ['qemu+ssh://host/system?netcat=/tmp/evil', 'netcat-forbidden'],
  ['qemu+ssh://host/system?netcat=nc%20-e', 'netcat-forbidden'],
  ['qemu+ext:///system?command=/bin/sh', 'program-forbidden'],
  ['qemu+ext:///system?command=tunnel', 'program-forbidden'],
  ['qemu+ext:///system?command=/usr/local/bin/../../../bin/sh', 'program-forbidden'],
  ['qemu+ssh://host/system?command=/bin/sh', 'program-for-ssh'],
  ['test+ssh://host/etc/shadow', 'name-forbidden'],
  [
    'remote+ssh://host/?name=qemu%2Bext%3A%2F%2F%2Fsystem%3Fcommand%3D%2Fbin%2Fsh',
    'name-forbidden',
  ],
  [
    'remote+ssh://host/?name=qemu%2Bssh%3A%2F%2Fx%2Fsystem%3Fkeyfile%3D%2Froot%2Fkey',
    'name-forbidden',
  ],
  ['remote+ssh://host/?name=qemu%2Bunix%3A%2F%2F%2Fsystem%3Fsocket%3D%2Ftmp%2Fs', 'name-forbidden'],
  ['remote+ssh://host/?name=%3A%3Anonsense', 'name-forbidden'],
])('%s is forbidden', async (uri, trouble) => {
  expect(await troubleOf(uri)).toBe(trouble)
})

test('a link does not lead out, of a file or of a folder above it', async () => {
  await symlink(path.join(folder, 'outside'), path.join(folder, 'in/link'))
  await symlink('/tmp', path.join(folder, 'in/folder'))
  expect(await troubleOf(at(`${folder}/in/link`))).toBe('socket-forbidden')
  expect(await troubleOf(`//${folder}/in/link`)).toBe('socket-forbidden')
  // on the far side it is none, or another
  expect(await troubleOf(`//${folder}/in/link?via=ssh://host`)).toBeNull()
  expect(await troubleOf(at(`${folder}/in/folder/not/there`))).toBe('socket-forbidden')
  expect(await troubleOf(`qemu+ssh://host/system?keyfile=${folder}/in/link`)).toBe('file-forbidden')
})

test('the doctor tells nothing of a path that is fenced off', async () => {
  const opener = fenced(async () => driver, { sockets: [], files: [], programs: [] })
  const surroundings = { uid: 0, env: {}, libvirtConf: null, sockets: [], showcase: '' }
  const findings = async (socket: string) => {
    const asked = { uri: at(socket), readOnly: false, surroundings, clock: systemClock }
    const rungs = await examine({ ...asked, openDriver: opener })
    return rungs.map(({ outcome, finding }) => [outcome, finding.replaceAll(socket, 'SOCKET')])
  }
  const there = await findings(path.join(folder, 'outside'))
  expect(there).toEqual(await findings(path.join(folder, 'absent')))
  expect(there.flat()).toContain('failed')
})
