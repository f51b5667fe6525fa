import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { unattended } from '../../../lib/libvirt/unattended.ts'
import { answer } from './golden/answer.ts'
import { refused } from './golden/refused.ts'
import {
  askVirsh,
  goldenPath,
  readTranscript,
  type Step,
  transcripts,
  writeTranscript,
} from './golden/transcript.ts'
import { openTest } from './open.ts'
import { showcasePath } from './showcase.ts'
import { Worlds } from './worlds.ts'

const { status, stdout } = spawnSync('virsh', ['--version'], { encoding: 'utf8' })
const missing = status !== 0
const why = missing ? ' (skipped: virsh is not installed)' : ''
/** How a definition is written back differs from one libvirt to the next; states, ids and errors do not. */
const same = !missing && stdout.startsWith('9.0.')
const steady = ({ command }: Step) => same || !/xml|capabilities/.test(command)

const patience = { timeout: 90_000 }

test.skipIf(missing).for(transcripts)(`%s is what virsh says${why}`, patience, async (name) => {
  const { uri, steps } = readTranscript(name)
  const golden = { uri, steps: steps.filter(steady) }
  const asked = askVirsh(golden)
  if (same) await expect(writeTranscript(asked)).toMatchFileSnapshot(goldenPath(name))
  else expect(asked).toEqual(golden)
})

test.skipIf(!same)(
  `what the driver refuses to define virsh refuses in the same words${why}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'oirase-refused-'))
    const steps = refused.map(([definition], n) => {
      const file = join(folder, `${n}.xml`)
      writeFileSync(file, definition)
      return { command: `define ${file}`, says: [] }
    })
    const said = askVirsh({ uri: 'test:///default', steps }).steps.map(({ says }) => says.join(' '))
    rmSync(folder, { recursive: true })
    expect(said).toEqual(refused.map(([, words]) => `error: ${words}`))
  },
)

test.skipIf(missing)(`the showcase is the same to libvirt${why}`, patience, async () => {
  const file = showcasePath(process.cwd())
  const worlds = new Worlds({ clock: systemClock, hostname: 'here', folders: ['/'] })
  const options = {
    readOnly: true,
    signal: new AbortController().signal,
    progress: () => {},
    asker: unattended,
  }
  const driver = await openTest({ options: { file } }, worlds, options)
  const names = (await answer(driver, 'list --all')).map((line) => line.split('  ')[1])
  const commands = [
    ...['list --all', 'nodeinfo', 'net-list --all', 'pool-list --all', 'iface-list --all'],
    ...['vol-list images', 'vol-list fast', 'pool-dumpxml images', 'pool-dumpxml fast'],
    ...['net-dumpxml default', 'net-dumpxml backstage', 'snapshot-dumpxml git before-2-47'],
    ...names.flatMap((name) => [`dominfo ${name}`, `dumpxml ${name}`, `snapshot-list ${name}`]),
  ]
  const steps = commands.map((command) => ({ command, says: [] })).filter(steady)
  expect(steps.length).toBeGreaterThan(60)
  for (const { command, says } of askVirsh({ uri: `test://${file}`, steps }).steps) {
    expect({ command, says: await answer(driver, command) }).toEqual({ command, says })
  }
  await driver.close()
})
