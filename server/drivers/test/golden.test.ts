import { expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { unattended } from '../../../lib/libvirt/unattended.ts'
import type { Driver } from '../driver.ts'
import { answer } from './golden/answer.ts'
import { goldenPath, readTranscript, transcripts } from './golden/transcript.ts'
import { openTest } from './open.ts'
import { Worlds } from './worlds.ts'

async function opened(uri: string): Promise<Driver> {
  const worlds = new Worlds({ clock: systemClock, hostname: 'here', folders: [goldenPath('.')] })
  const options = {
    readOnly: false,
    signal: new AbortController().signal,
    progress: () => {},
    asker: unattended,
  }
  const file = uri.replace('test://DIR/', '')
  const plan =
    uri === 'test:///default' ? { world: 'default' as const } : { file: goldenPath(file) }
  return openTest({ options: plan }, worlds, options)
}

test.for(transcripts)('to the commands of %s the driver says what virsh said', async (name) => {
  const { uri, steps } = readTranscript(name)
  const driver = await opened(uri)
  for (const [index, { command, says }] of steps.entries()) {
    expect({ index, command, says: await answer(driver, command) }).toEqual({
      index,
      command,
      says,
    })
  }
  await driver.close()
})
