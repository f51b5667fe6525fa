import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPlan } from '../../lib/libvirt/plan.ts'
import { isRefused, type Open } from '../../lib/libvirt/plan-types.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import type { Driver } from '../drivers/driver.ts'
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

/** What comes of opening a URI with `in` and libvirt's own folders allowed. */
function open(uri: string) {
  const folders = [path.join(folder, 'in'), ...usualSocketFolders({ HOME: '/home/mika' })]
  const signal = new AbortController().signal
  const opener = fenced(async () => driver, folders)
  return opener(planOf(uri), {
    readOnly: false,
    signal,
    progress: () => undefined,
    asker: unattended,
  })
}
const at = (socket: string) => `qemu+unix:///system?socket=${socket}`

test('libvirt’s own socket and one in a folder that is allowed are opened', async () => {
  await expect(open('qemu:///system')).resolves.toBe(driver)
  await expect(open(at(`${folder}/in/libvirt-sock`))).resolves.toBe(driver)
})

test('what dials no socket is not looked at', async () => {
  await expect(open('test:///default')).resolves.toBe(driver)
})

test.each([
  ['elsewhere', () => `${folder}/outside`],
  ['climbing out', () => `${folder}/in/../outside`],
  ['a folder of a longer name', () => `${folder}/inside/sock`],
  ['no absolute path', () => 'in/sock'],
  ['abstract', () => '@docker'],
])('a socket %s is forbidden', async (_, socket) => {
  await expect(open(at(socket()))).rejects.toMatchObject({ code: 'uri.forbidden' })
})

test('a link does not lead out', async () => {
  await symlink(path.join(folder, 'outside'), path.join(folder, 'in/link'))
  await expect(open(at(`${folder}/in/link`))).rejects.toMatchObject({ code: 'uri.forbidden' })
})
