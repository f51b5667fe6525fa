import { expect, test } from 'vitest'
import type { ConnectionState } from '../../lib/contract/live.ts'
import type { Failure } from '../../lib/failure.ts'
import { hostKeyQuestion } from '../connections/fake-questions.ts'
import type { Questions } from '../connections/questions.ts'
import { hubWorld } from './fake-hub.ts'

/** Asks Ada something on behalf of `connection`; resolves with the code it ended with. */
const askAda = (questions: Questions, connection: string | null) =>
  questions
    .ask({ person: 'ada', uri: 'x', connection }, hostKeyQuestion, new AbortController().signal)
    .then(
      () => null,
      (cause: Failure) => cause.code,
    )

test('a question shows in all tabs of whom it is for, in later ones too, and in nobody else’s', async () => {
  const { clock, questions, join } = await hubWorld(1)
  const [first, stranger] = [join(), join(() => true, 'bob')]
  void askAda(questions, 'one')
  await clock.advance(0)
  const later = join()
  const [row] = questions.of('ada')
  for (const { socket } of [first, later]) {
    expect(socket.of('question')).toEqual([{ type: 'question', row }])
  }
  expect(stranger.socket.of('question')).toEqual([])
  const grants = [{ connection: null, role: 'administrator' as const }]
  questions.answer({ id: 'ada', grants }, row?.id ?? '', { kind: 'cancel' })
  await clock.advance(0)
  for (const { socket } of [first, later]) {
    expect(socket.of('settled')).toEqual([{ type: 'settled', question: row?.id }])
  }
  expect(stranger.socket.of('settled')).toEqual([])
})

test('signing out of the last browser ends what was asked, out of another does not', async () => {
  const { clock, questions, join } = await hubWorld(1)
  const [one, other] = [join(), join()]
  const ended = askAda(questions, 'one')
  one.viewer.tell('ended')
  await clock.advance(0)
  expect(questions.of('ada')).toHaveLength(1)
  other.viewer.tell('ended')
  expect(await ended).toBe('host.needs-you')
})

test('lost grants end what only they allowed to answer', async () => {
  const { clock, questions, join } = await hubWorld(1)
  const { viewer } = join()
  const lost = askAda(questions, 'one')
  void askAda(questions, 'two')
  viewer.sees = (connection) => connection === 'two'
  viewer.tell('grants')
  expect(await lost).toBe('host.needs-you')
  await clock.advance(0)
  expect(questions.of('ada')).toMatchObject([{ connection: 'two' }])
})

test('somebody who comes, or is back, has the lost ones tried at once that they see', async () => {
  const { clock, connections, drivers, hosts, join } = await hubWorld(1)
  const sees = (connection: string | null) => connection !== 'two'
  const { socket } = join(sees)
  const isFarOff = (state: ConnectionState) =>
    state.phase === 'lost' && (state.retryAt ?? 0) > clock.now() + 1_000
  const phases = () => connections.rows().map(({ state }) => state.phase)
  for (const wake of [() => socket.say({ type: 'nudge' }), () => join(sees)]) {
    hosts.down = true
    for (const driver of drivers) driver.lose()
    await clock.advance(60_000)
    while (!connections.rows().every(({ state }) => isFarOff(state))) await clock.advance(100)
    hosts.down = false
    wake()
    await clock.advance(500)
    expect(phases()).toEqual(['open', 'lost'])
    await clock.advance(5_000)
    expect(phases()).toEqual(['open', 'open'])
  }
})

test('an examination is followed by who asked for it', async () => {
  const { clock, connections, join } = await hubWorld(1)
  const [ada, bob] = [join(), join(() => true, 'bob')]
  const by = { id: 'ada', name: 'Ada', grants: [], createdAt: 0 }
  const wanted = { uri: 'test:///default', readOnly: false, examination: 'e1' }
  const examined = connections.examine(wanted, by)
  await clock.advance(0)
  const rungs = await examined
  expect(ada.socket.of('ladder').at(-1)).toEqual({ type: 'ladder', examination: 'e1', rungs })
  expect(bob.socket.of('ladder')).toEqual([])
})
