import { expect, test } from 'vitest'
import { serverMessage } from '../contract/live.ts'
import { readMessage } from './read-message.ts'
import { everyMessage } from './samples.ts'

const wrongs = [undefined, null, 0, 1.5, -1, true, 'nope', [], [null], {}]

/** Every value one gets by putting something wrong in one place of `value`, however deep. */
function* broken(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, part] of Object.entries(value)) {
    const swap = (replacement: unknown) =>
      Array.isArray(value) ? value.with(Number(key), replacement) : { ...value, [key]: replacement }
    for (const wrong of wrongs) yield swap(wrong)
    for (const deeper of broken(part)) yield swap(deeper)
  }
}

const agree = (message: unknown) => {
  const frame = JSON.stringify(message)
  const byZod = serverMessage.safeParse(JSON.parse(frame)).success
  expect(readMessage(frame) !== null, frame).toBe(byZod)
  return byZod
}

test.each(everyMessage.map((message) => [message.type, message]))(
  'a message of type %s is read, and broken anywhere it is refused exactly when the contract refuses it',
  (_, message) => {
    expect(readMessage(JSON.stringify(message))).toEqual(message)
    const verdicts = [...broken(message)].map(agree)
    expect(verdicts).toContain(false)
  },
)

test('the samples have every type and every phase of the contract', () => {
  const types = serverMessage.options.map(({ shape }) => shape.type.value)
  expect(new Set(everyMessage.map(({ type }) => type))).toEqual(new Set(types))
})

test.each(['', 'hello', '[]', 'null', '{"type":"nope"}', '{"type":"__proto__"}', '{"type":7}'])(
  'the frame %j is not a message',
  (frame) => expect(readMessage(frame)).toBeNull(),
)
