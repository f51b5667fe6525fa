import { expect, test } from 'vitest'
import { Failure } from '../../lib/failure.ts'
import { FakeClock, turn } from '../../lib/fake-clock.ts'
import { AttemptAsker } from './asker.ts'
import { hostKeyQuestion as hostKey, passwordQuestion as password } from './fake-questions.ts'
import { Keyring } from './keyring.ts'
import { patience, Questions } from './questions.ts'
import { quiet } from './quiet-log.ts'

const { signal } = new AbortController()
const wrong = password({ reason: 'Permission denied.' })

/** Questions to Ada and Bob, and attempts of theirs to open one connection, which share its keyring. */
function world() {
  const clock = new FakeClock()
  const questions = new Questions({ clock, log: quiet })
  const keyring = new Keyring(null)
  const waits: boolean[] = []
  const attempt = (person: string | null) =>
    new AttemptAsker(
      { questions, keyring, log: quiet, waits: (on) => waits.push(on) },
      person === null ? null : { person, uri: 'qemu+ssh://attic/system', connection: 'one' },
    )
  const answer = async (person: string, ...values: string[]) => {
    await turn()
    const grants = [{ connection: 'one', role: 'operator' as const }]
    const id = questions.of(person)[0]?.id ?? 'none'
    questions.answer({ id: person, grants }, id, { kind: 'credentials', values, keep: false })
    await turn()
  }
  return { clock, questions, attempt, answer, waits }
}

test('the person who wants it open is asked, and what they say is the answer', async () => {
  const { questions, attempt, answer, waits } = world()
  const given = attempt('ada').credentials(password(), signal)
  await turn()
  expect(waits).toEqual([true])
  expect(questions.of('bob')).toEqual([])
  await answer('ada', 'sesame')
  expect(await given).toEqual(['sesame'])
  expect(waits).toEqual([true, false])
  expect(questions.of('ada')).toEqual([])
})

test.each([['credentials'], ['host key']])('nobody there: %s end as “needs you”', async (kind) => {
  const asker = world().attempt(null)
  const asked =
    kind === 'host key' ? asker.hostKey(hostKey, signal) : asker.credentials(password(), signal)
  await expect(asked).rejects.toMatchObject({ code: 'host.needs-you' })
})

test('what a host has taken is not asked again, of nobody', async () => {
  const { attempt, answer } = world()
  const first = attempt('ada')
  const given = first.credentials(password(), signal)
  await answer('ada', 'sesame')
  await given
  first.opened()
  expect(await first.credentials(password(), signal)).toEqual(['sesame'])
  expect(await attempt(null).credentials(password(), signal)).toEqual(['sesame'])
  expect(await attempt('bob').credentials(password(), signal)).toEqual(['sesame'])
})

test('what no host has taken yet is remembered for who gave it, and for nobody else', async () => {
  const { questions, attempt, answer } = world()
  const first = attempt('ada')
  const given = first.credentials(password(), signal)
  await answer('ada', 'sesame')
  await given
  first.ended(new Failure('host.unreachable'))
  expect(await attempt('ada').credentials(password(), signal)).toEqual(['sesame'])
  await expect(attempt(null).credentials(password(), signal)).rejects.toThrow()
  const stop = new AbortController()
  const asked = attempt('bob').credentials(password(), stop.signal)
  await turn()
  expect(questions.of('bob')).toHaveLength(1)
  stop.abort(new Failure('host.lost'))
  await expect(asked).rejects.toMatchObject({ code: 'host.lost' })
})

test('what was wrong is forgotten and asked again with the reason', async () => {
  const { questions, attempt, answer } = world()
  const asker = attempt('ada')
  const first = asker.credentials(password(), signal)
  await answer('ada', 'guess')
  await first
  const second = asker.credentials(wrong, signal)
  await turn()
  expect(questions.of('ada')[0]?.question).toMatchObject({ reason: 'Permission denied.' })
  await answer('ada', 'sesame')
  expect(await second).toEqual(['sesame'])
})

test('what was refused at the last is not tried once more by the next attempt', async () => {
  const { questions, attempt, answer } = world()
  const asker = attempt('ada')
  const given = asker.credentials(password(), signal)
  await answer('ada', 'guess')
  await given
  asker.ended(new Failure('host.refused-login'))
  await turn()
  const again = attempt('ada').credentials(password(), signal)
  await turn()
  expect(questions.of('ada')).toHaveLength(1)
  await answer('ada', 'sesame')
  expect(await again).toEqual(['sesame'])
})

test('another question for the same login is not answered with the same words', async () => {
  const { questions, attempt, answer } = world()
  const asker = attempt('ada')
  const given = asker.credentials(password(), signal)
  await answer('ada', 'sesame')
  await given
  const code = { fields: [{ label: 'Code', secret: true, value: '' }] }
  const next = asker.credentials(password(code), signal)
  await turn()
  expect(questions.of('ada')[0]?.question).toMatchObject(code)
  await answer('ada', '123')
  expect(await next).toEqual(['123'])
})

test('a no is a no, and an answer that does not come in time ends the attempt', async () => {
  const { clock, questions, attempt } = world()
  const refused = attempt('ada').hostKey(hostKey, signal)
  await turn()
  const ada = { id: 'ada', grants: [{ connection: null, role: 'administrator' as const }] }
  questions.answer(ada, questions.of('ada')[0]?.id ?? '', { kind: 'cancel' })
  await expect(refused).rejects.toMatchObject({ code: 'question.cancelled' })
  const late = attempt('ada').hostKey(hostKey, signal)
  late.catch(() => null)
  await clock.advance(patience)
  await expect(late).rejects.toMatchObject({ code: 'host.needs-you' })
  expect(clock.sleeping).toBe(0)
})

test('who comes while nobody was asked is asked from then on, but never in another’s stead', async () => {
  const { questions, attempt, answer } = world()
  const asker = attempt(null)
  const errand = { uri: 'x', connection: 'one' }
  asker.attend({ ...errand, person: 'ada' })
  asker.attend({ ...errand, person: 'bob' })
  const given = asker.credentials(password(), signal)
  await turn()
  expect(questions.of('bob')).toEqual([])
  await answer('ada', 'sesame')
  expect(await given).toEqual(['sesame'])
})

test('when it is open, or has ended, nobody is asked any more', async () => {
  const { attempt } = world()
  const [open, over] = [attempt('ada'), attempt('ada')]
  open.opened()
  over.ended(new Failure('host.lost'))
  over.attend({ person: 'ada', uri: 'x', connection: 'one' })
  await expect(open.credentials(wrong, signal)).rejects.toMatchObject({ code: 'host.needs-you' })
  await expect(over.hostKey(hostKey, signal)).rejects.toMatchObject({ code: 'host.needs-you' })
})

test('a host that asks without end is refused', async () => {
  const { attempt, answer } = world()
  const asker = attempt('ada')
  const first = asker.credentials(password(), signal)
  await answer('ada', 'sesame')
  await first
  const endless = async () => {
    for (;;) await asker.credentials(password(), signal)
  }
  await expect(endless()).rejects.toMatchObject({ code: 'host.refused-login' })
})
