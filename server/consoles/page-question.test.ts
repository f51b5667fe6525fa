import { expect, test } from 'vitest'
import type { ConsoleMessage } from '../../lib/contract/consoles.ts'
import { FakeClock } from '../../lib/fake-clock.ts'
import { PageQuestion } from './page-question.ts'

const forever = new AbortController().signal
const asked = { what: 'login', reason: 'Wrong.' } as const
const ada = { user: 'ada', password: 'pencil' }

function setUp() {
  const clock = new FakeClock()
  const told: ConsoleMessage[] = []
  return { clock, told, question: new PageQuestion((message) => told.push(message), clock) }
}

test('a page is asked, and its answer is the one to that question', async () => {
  const { told, question } = setUp()
  question.answer({ user: 'early', password: 'early' })
  const answer = question.ask(asked, forever)
  expect(told).toEqual([{ type: 'asks', ...asked }])
  question.answer(ada)
  question.answer({ user: 'late', password: 'late' })
  expect(await answer).toEqual(ada)
})

test('a person has two minutes', async () => {
  const { clock, question } = setUp()
  const answer = question.ask(asked, forever)
  answer.catch(() => undefined)
  await clock.advance(119_999)
  await clock.advance(1)
  await expect(answer).rejects.toMatchObject({ code: 'question.cancelled' })
})

test('nobody is waited for once the console has ended', async () => {
  const { question } = setUp()
  const ended = new AbortController()
  const answer = question.ask(asked, ended.signal)
  ended.abort()
  await expect(answer).rejects.toBeDefined()
})
