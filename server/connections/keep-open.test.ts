import { expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import { AttemptAsker } from './asker.ts'
import { FakeDriver } from './fake-driver.ts'
import { keepOpen, type LinkEvent } from './keep-open.ts'
import { Keyring } from './keyring.ts'
import { Nap } from './nap.ts'
import { Pace } from './pace.ts'
import { Questions } from './questions.ts'
import { quiet } from './quiet-log.ts'

const clock = systemClock

test('a link that ends is told with its driver’s own reason', async () => {
  const why = new Failure('host.silent', 'Not a word.')
  const driver = new FakeDriver([])
  const questions = new Questions({ clock, log: quiet })
  const asked = { questions, keyring: new Keyring(null), log: quiet }
  const stop = new AbortController()
  const ends: LinkEvent[] = []
  const link = keepOpen(
    {
      dial: async () => driver,
      reach: () => 'local',
      autoconnect: () => false,
      lostSince: null,
      asker: (waits) => new AttemptAsker({ ...asked, waits }, null),
      report: (event) => {
        if (event.type === 'opened') driver.lose(why)
        if (event.type !== 'ended') return
        ends.push(event)
        stop.abort()
      },
      nap: new Nap(clock),
      pace: new Pace(),
      clock,
      random: () => 1,
    },
    stop.signal,
  )
  await link
  expect(ends).toMatchObject([{ failure: why, kept: true }])
})
