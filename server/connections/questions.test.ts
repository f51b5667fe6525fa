import { expect, test } from 'vitest'
import type { Answer } from '../../lib/contract/opening.ts'
import type { Grant } from '../../lib/contract/people.ts'
import { Failure } from '../../lib/failure.ts'
import { FakeClock, turn } from '../../lib/fake-clock.ts'
import { passwordQuestion } from './fake-questions.ts'
import { patience, type QuestionNews, Questions } from './questions.ts'
import { quiet } from './quiet-log.ts'

const field = { label: 'Password', secret: true, value: '' }
const question = passwordQuestion({ what: 'sasl', subject: 'attic' })
const errand = { person: 'ada', uri: 'qemu+tls://attic/system', connection: 'one' }
const grants: Grant[] = [{ connection: 'one', role: 'operator' }]
const ada = { id: 'ada', grants }
const said: Answer = { kind: 'credentials', values: ['sesame'], keep: false }

function world() {
  const clock = new FakeClock()
  const questions = new Questions({ clock, log: quiet })
  const told: QuestionNews[] = []
  questions.subscribe((news) => told.push(news))
  const stop = new AbortController()
  const ask = (change: Partial<typeof errand> = {}, asked = question) => {
    const answered = questions.ask({ ...errand, ...change }, asked, stop.signal)
    answered.catch(() => null)
    return answered
  }
  const first = () => questions.of('ada')[0]?.id ?? ''
  return { clock, questions, told, stop, ask, first }
}

test('a question is told with until when it may be answered, and that it is settled', async () => {
  const { clock, questions, told, ask, first } = world()
  const answered = ask()
  const row = questions.of('ada')[0]
  expect(row).toMatchObject({ uri: errand.uri, connection: 'one', until: clock.now() + patience })
  questions.answer(ada, first(), said)
  expect(await answered).toEqual(said)
  expect(told).toMatchObject([
    { type: 'question', person: 'ada', row: { id: row?.id } },
    { type: 'settled', person: 'ada', question: row?.id },
  ])
  expect(clock.sleeping).toBe(0)
})

const cases: [string, { id: string; grants: Grant[] }, Answer, string][] = [
  ['somebody else', { id: 'bob', grants }, said, 'question.gone'],
  ['one who may no longer', { id: 'ada', grants: [] }, said, 'permission.denied'],
  ['trust instead of words', ada, { kind: 'trust', trust: 'once' }, 'request.invalid'],
  ['too many words', ada, { ...said, values: ['a', 'b'] }, 'request.invalid'],
]

test.each(cases)('an answer by %s does not count', (_, by, answer, code) => {
  const { questions, ask, first } = world()
  void ask()
  const give = () => questions.answer(by, first(), answer)
  expect(give).toThrow(expect.objectContaining({ code }))
  expect(questions.of('ada')).toHaveLength(1)
})

test('the second answer finds nobody waiting', async () => {
  const { questions, ask, first } = world()
  const answered = ask()
  const id = first()
  questions.answer(ada, id, said)
  await answered
  expect(() => questions.answer(ada, id, said)).toThrow(
    expect.objectContaining({ code: 'question.gone' }),
  )
})

test('a question ends with the attempt that asked it', async () => {
  const { questions, stop, ask } = world()
  const answered = ask()
  stop.abort(new Failure('host.lost'))
  await expect(answered).rejects.toMatchObject({ code: 'host.lost' })
  expect(questions.of('ada')).toEqual([])
})

test('who leaves, or may no longer, leaves no question behind', async () => {
  const { questions, ask } = world()
  const [one, other] = [ask(), ask({ connection: 'two' })]
  questions.recheck('ada', (_needs, connection) => connection === 'two')
  await expect(one).rejects.toMatchObject({ code: 'host.needs-you' })
  questions.recheck('bob', () => false)
  await turn()
  expect(questions.of('ada')).toHaveLength(1)
  questions.recheck('ada', () => false)
  await expect(other).rejects.toMatchObject({ code: 'host.needs-you' })
})

test('nobody is asked more than twenty things at once', async () => {
  const { ask } = world()
  for (let asked = 0; asked < 20; asked++) void ask()
  await expect(ask()).rejects.toMatchObject({ code: 'server.busy' })
})

test('a host that asks megabytes is cut short, one that asks a hundred things is refused', async () => {
  const { questions, ask } = world()
  const long = 'x'.repeat(1_000_000)
  void ask({}, { ...question, instruction: long, fields: [{ ...field, label: long }] })
  expect(JSON.stringify(questions.of('ada')).length).toBeLessThan(10_000)
  const many = ask({}, { ...question, fields: Array.from({ length: 100 }, () => field) })
  await expect(many).rejects.toMatchObject({ code: 'host.not-libvirt' })
})
