import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { openScratchStore, type ScratchStore } from '../store/scratch-store.ts'
import { Sealer } from '../store/sealer.ts'
import { Credentials } from './credentials.ts'
import { passwordQuestion } from './fake-questions.ts'
import { Keyring } from './keyring.ts'
import { savedConnection } from './memory-store.ts'

const sealer = new Sealer([randomBytes(32)])
const question = (subject = 'root@attic') => passwordQuestion({ subject })
const given = { values: ['sesame'], by: 'ada', keep: true }

let scratch: ScratchStore
beforeEach(async () => {
  scratch = await openScratchStore()
  await scratch.store.connections.insert(savedConnection())
  await scratch.store.connections.insert(savedConnection({ id: 'two' }))
})
afterEach(() => scratch.remove())

/** As after a start of the server. */
const fresh = () => new Credentials({ secrets: scratch.store.secrets, sealer, clock: systemClock })

test('what is to be kept is kept when a host has taken it, and found after the next start', async () => {
  const ring = fresh().of('one')
  await ring.add(question(), given)
  expect(await scratch.store.secrets.of('one')).toEqual([])
  await ring.prove(question())
  expect(await scratch.store.secrets.of('one')).toHaveLength(1)
  expect(await fresh().of('one').recall(question(), null)).toEqual(['sesame'])
  expect(await fresh().of('two').recall(question(), null)).toBeNull()
})

test('what nobody asked to keep is gone with the process', async () => {
  const ring = fresh().of('one')
  await ring.add(question(), { ...given, keep: false })
  await ring.prove(question())
  expect(await ring.recall(question(), null)).toEqual(['sesame'])
  expect(await scratch.store.secrets.of('one')).toEqual([])
})

test('what was wrong is gone from the disk, too', async () => {
  const ring = fresh().of('one')
  await ring.add(question(), given)
  await ring.prove(question())
  const later = fresh().of('one')
  await later.drop({ ...question(), reason: 'Permission denied.' })
  expect(await later.recall(question(), 'ada')).toBeNull()
  expect(await scratch.store.secrets.of('one')).toEqual([])
})

test('proving twice keeps once, and a new answer takes the place of the old one', async () => {
  const ring = fresh().of('one')
  await ring.add(question(), given)
  await Promise.all([ring.prove(question()), ring.prove(question())])
  await ring.add(question(), { ...given, values: ['open'] })
  await ring.prove(question())
  expect(await scratch.store.secrets.of('one')).toHaveLength(1)
  expect(await fresh().of('one').recall(question(), null)).toEqual(['open'])
})

test('a forgotten connection’s credentials are forgotten', async () => {
  const credentials = fresh()
  const ring = credentials.of('one')
  await ring.add(question(), given)
  await ring.prove(question())
  await scratch.store.connections.remove('one')
  credentials.forget('one')
  expect(await credentials.of('one').recall(question(), 'ada')).toBeNull()
})

test('a keyring does not grow without end', async () => {
  const ring = new Keyring(null)
  for (let number = 0; number < 100; number++) await ring.add(question(`${number}`), given)
  expect(await ring.recall(question('0'), 'ada')).toBeNull()
  expect(await ring.recall(question('99'), 'ada')).toEqual(['sesame'])
})
