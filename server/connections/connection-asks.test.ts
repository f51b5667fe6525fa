import { expect, test } from 'vitest'
import { FakeClock } from '../../lib/fake-clock.ts'
import type { Attempt } from '../store/history.ts'
import { Connection, type ConnectionDeps } from './connection.ts'
import { FakeDriver } from './fake-driver.ts'
import { passwordQuestion } from './fake-questions.ts'
import { Keyring } from './keyring.ts'
import { savedConnection } from './memory-store.ts'
import { patience, Questions } from './questions.ts'
import { quiet } from './quiet-log.ts'

const grants = [{ connection: null, role: 'administrator' as const }]

/** A host of the network that asks for a password at each dial and takes only “sesame”. */
function world(autoconnect = false) {
  const clock = new FakeClock()
  const questions = new Questions({ clock, log: quiet })
  const drivers: FakeDriver[] = []
  let dialled = 0
  const dial: ConnectionDeps['dial'] = async (_record, { asker, progress, signal }) => {
    dialled += 1
    progress('dialling')
    progress('logging-in')
    let reason: string | null = null
    for (;;) {
      const [word] = await asker.credentials(passwordQuestion({ reason }), signal)
      if (word === 'sesame') break
      reason = 'Permission denied.'
    }
    const driver = new FakeDriver([])
    drivers.push(driver)
    return driver
  }
  const connection = new Connection(savedConnection({ autoconnect }), {
    dial,
    reach: () => 'network',
    questions,
    keyring: new Keyring(null),
    emit: () => {},
    clock,
    random: () => 1,
    log: quiet,
  })
  const answer = async (person: string, word: string) => {
    const id = questions.of(person)[0]?.id ?? ''
    const values = [word]
    questions.answer({ id: person, grants }, id, { kind: 'credentials', values, keep: false })
    await clock.advance(0)
  }
  const open = async (person: string | null) => {
    const attempts: (Attempt | null)[] = []
    connection.open((attempt) => attempts.push(attempt), person)
    await clock.advance(0)
    return attempts
  }
  const state = () => connection.row().state
  return { clock, questions, connection, drivers, open, answer, state, dialled: () => dialled }
}

test('while a person is asked the state says so, and nobody is late', async () => {
  const { clock, questions, open, answer, state } = world()
  const attempts = await open('ada')
  expect(state()).toMatchObject({ phase: 'opening', rung: 'logging-in', asks: true })
  expect(questions.of('ada')).toMatchObject([{ connection: 'one', uri: 'test:///default' }])
  await clock.advance(patience - 1)
  await answer('ada', 'sesame')
  expect(state().phase).toBe('open')
  expect(attempts).toMatchObject([{ error: null }])
})

test('a wrong word is asked again, a question that is not answered ends the attempt', async () => {
  const { clock, questions, open, answer, state, dialled } = world()
  await open('ada')
  await answer('ada', 'guess')
  expect(questions.of('ada')).toMatchObject([{ question: { reason: 'Permission denied.' } }])
  await clock.advance(patience)
  expect(state()).toMatchObject({ phase: 'closed', error: { code: 'host.needs-you' } })
  await clock.advance(600_000)
  expect([dialled(), questions.of('ada'), clock.sleeping]).toEqual([1, [], 0])
})

test('one that connects by itself asks nobody, waits for somebody, and asks them', async () => {
  const { clock, questions, open, answer, state, dialled } = world(true)
  await open(null)
  expect(state()).toMatchObject({ phase: 'lost', retryAt: null, error: { code: 'host.needs-you' } })
  await clock.advance(3_600_000)
  expect([dialled(), questions.of('ada')]).toEqual([1, []])
  await open('ada')
  await answer('ada', 'sesame')
  expect(state().phase).toBe('open')
})

test('a reconnect remembers and asks nothing', async () => {
  const { clock, questions, drivers, open, answer, state } = world()
  await open('ada')
  await answer('ada', 'sesame')
  drivers[0]?.lose()
  await clock.advance(1_000)
  expect(state().phase).toBe('open')
  expect([drivers.length, questions.of('ada')]).toEqual([2, []])
})

test('a no ends the attempt for good', async () => {
  const { clock, questions, open, state, dialled } = world(true)
  await open('ada')
  questions.answer({ id: 'ada', grants }, questions.of('ada')[0]?.id ?? '', { kind: 'cancel' })
  await clock.advance(600_000)
  expect(state()).toMatchObject({
    phase: 'lost',
    retryAt: null,
    error: { code: 'question.cancelled' },
  })
  expect(dialled()).toBe(1)
})

test('closing takes the question back', async () => {
  const { clock, questions, connection, open } = world()
  await open('ada')
  await connection.close()
  expect([questions.of('ada'), clock.sleeping]).toEqual([[], 0])
})

test('who wants it open while another is asked hears how it came out, and is not asked', async () => {
  const { questions, open, answer } = world()
  await open('ada')
  const bobs = await open('bob')
  expect(questions.of('bob')).toEqual([])
  await answer('ada', 'sesame')
  expect(bobs).toMatchObject([{ error: null }])
})

test('a nudge wakes none that waits for a person', async () => {
  const { clock, connection, open, state, dialled } = world(true)
  await open(null)
  connection.nudge()
  await clock.advance(60_000)
  expect([state().phase, dialled()]).toEqual(['lost', 1])
})

test('a probe asks the host of an open one, and of no other', async () => {
  const { connection, drivers, open, answer } = world()
  connection.probe()
  await open('ada')
  await answer('ada', 'sesame')
  connection.probe()
  expect(drivers[0]?.calls).toEqual(['probe'])
})
