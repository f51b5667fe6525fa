import { expect, test } from 'vitest'
import { meetingOf } from './meets.ts'

const machines = [
  { name: 'web', uuid: 'a' },
  { name: 'db', uuid: 'b' },
]

test('a new name without a UUID, or with one nobody has, meets nobody', () => {
  expect(meetingOf({ name: 'new', uuid: null }, machines, true)).toBeNull()
  expect(meetingOf({ name: 'new', uuid: 'c' }, machines, true)).toBeNull()
})

test('the name and UUID of a machine are that machine again', () => {
  const met = meetingOf({ name: 'web', uuid: 'a' }, machines, true)
  expect(met).toMatchObject({ kind: 'again', machine: machines[0] })
  expect(met?.says).toContain('takes the place of its definition')
  expect(meetingOf({ name: 'web', uuid: 'a' }, machines, false)?.says).toContain('once')
})

test('a name or a UUID that is taken is refused, and said whose it is', () => {
  const refused = { kind: 'refused', machine: machines[1] }
  expect(meetingOf({ name: 'db', uuid: null }, machines, true)).toMatchObject(refused)
  expect(meetingOf({ name: 'db', uuid: 'a' }, machines, true)).toMatchObject({
    says: expect.stringContaining('web’s'),
  })
  expect(meetingOf({ name: 'new', uuid: 'b' }, machines, true)).toMatchObject(refused)
})
