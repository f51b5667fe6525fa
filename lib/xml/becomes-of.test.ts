import { expect, test } from 'vitest'
import { becomesOf } from './becomes-of.ts'

const web = { name: 'web', uuid: 'a' }

test('the same name and UUID are the same machine', () => {
  expect(becomesOf({ name: 'web', uuid: 'a' }, web)).toEqual({ kind: 'same' })
})

test('another name for the UUID is refused, and said where renaming is done', () => {
  const becomes = becomesOf({ name: 'www', uuid: 'a' }, web)
  expect(becomes).toMatchObject({ kind: 'refused', says: expect.stringContaining('Rename…') })
})

test('another UUID, or none, for the name is refused, as it would be a second machine', () => {
  for (const uuid of ['b', null]) {
    const says = expect.stringContaining('second machine called web')
    expect(becomesOf({ name: 'web', uuid }, web)).toMatchObject({ kind: 'refused', says })
  }
})

test('with both another it makes a new machine beside the old one', () => {
  for (const uuid of ['b', null]) {
    const says = expect.stringMatching(/a new machine, www, is made. web stays as it is/)
    expect(becomesOf({ name: 'www', uuid }, web)).toMatchObject({ kind: 'another', says })
  }
})
