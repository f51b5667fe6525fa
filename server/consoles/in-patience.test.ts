import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { Failure } from '../../lib/failure.ts'
import { inPatience } from './in-patience.ts'
import { take } from './take.ts'

const forever = new AbortController().signal

test('a greeting that comes byte by byte is not waited for without end', async () => {
  const stream = new PassThrough()
  const dribble = setInterval(() => stream.write('x'), 5)
  const greeting = inPatience({ signal: forever, patience: 60 }, (signal) =>
    take(stream, 1_000, signal),
  )
  await expect(greeting).rejects.toMatchObject({ code: 'host.silent' })
  clearInterval(dribble)
  expect(stream.listenerCount('readable')).toBe(0)
})

test('what the work comes to in time is what it comes to', async () => {
  const limits = { signal: forever, patience: 10_000 }
  expect(await inPatience(limits, async () => 'in')).toBe('in')
  const refused = new Failure('host.refused', 'busy')
  await expect(inPatience(limits, () => Promise.reject(refused))).rejects.toBe(refused)
})

test('who turns away meanwhile is not told of silence', async () => {
  const turned = new AbortController()
  const greeting = inPatience({ signal: turned.signal, patience: 10_000 }, (signal) =>
    take(new PassThrough(), 1, signal),
  )
  turned.abort(new Error('gone'))
  await expect(greeting).rejects.toThrow('gone')
})
