import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Person } from '../../lib/contract/people.ts'
import { FakeClock } from '../../lib/fake-clock.ts'
import { openScratchStore, type ScratchStore } from '../store/scratch-store.ts'
import { type Auth, openAuth } from './auth.ts'
import { newClaim } from './claims.ts'
import { ageLimit, idleLimit } from './sessions.ts'
import { newToken } from './token.ts'

const place = { address: '192.0.2.1', agent: 'test' }
const secret = 'correct horse battery'

let scratch: ScratchStore
let store: ScratchStore['store']
let clock: FakeClock
let auth: Auth
beforeEach(async () => {
  scratch = await openScratchStore()
  store = scratch.store
  clock = new FakeClock()
  auth = openAuth(store, clock)
})
afterEach(() => scratch.remove())

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (cause) => cause.code,
  )
const enter = (name: string, password = secret) => auth.signIn.signIn(name, password, place)
const everything = [{ connection: null, role: 'administrator' as const }]
const create = (name: string, grants: Person['grants'] = everything) =>
  auth.people.create({ name, password: secret, grants })

describe('a one-time link', () => {
  test('makes the first administrator, once, and is offered only until there is one', async () => {
    const token = await auth.claims.first()
    const { person, token: cookie } = await auth.claims.claim(token!, 'Ada', secret, place)
    expect(person.grants).toEqual(everything)
    expect((await auth.sessions.find(cookie))?.person.name).toBe('Ada')
    expect(await code(auth.claims.claim(token!, 'Eve', secret, place))).toBe('sign-in.link-spent')
    expect(await auth.claims.first()).toBeNull()
  })

  test('opened by two at once lets one in', async () => {
    const token = await auth.claims.first()
    const outcomes = await Promise.all(
      ['Ada', 'Eve'].map((name) => code(auth.claims.claim(token!, name, secret, place))),
    )
    expect(outcomes.sort()).toEqual(['done', 'sign-in.link-spent'])
    expect(await auth.people.all()).toHaveLength(1)
  })

  test('ends after an hour', async () => {
    const token = await auth.claims.first()
    await clock.advance(3_600_000)
    expect(await code(auth.claims.claim(token!, 'Ada', secret, place))).toBe('sign-in.link-spent')
  })

  test('for recovery gives a lost account back and ends what was signed in before', async () => {
    await create('Ada')
    const { token: old } = await enter('Ada')
    const link = await newClaim(store, clock, 'recovery')
    await auth.claims.claim(link, 'ADA', 'another secret', place)
    expect(await auth.sessions.find(old)).toBeNull()
    expect(await code(enter('Ada'))).toBe('sign-in.wrong')
    expect(await code(enter('Ada', 'another secret'))).toBe('done')
    expect(await auth.people.all()).toHaveLength(1)
  })
})

describe('signing in', () => {
  beforeEach(() => create('Ada'))

  test('takes the name in any case, and only the right password', async () => {
    expect(await code(enter('ada'))).toBe('done')
    expect(await code(enter('Ada', 'wrong'))).toBe('sign-in.wrong')
    expect(await code(enter('Nobody'))).toBe('sign-in.wrong')
  })

  test('takes as long for a name that nobody has: a hash is computed for it too', async () => {
    await code(enter('Nobody')) // the decoy's own hash is made once
    /** The least of a few, which other work on this machine can only lengthen. */
    const least = async (name: string) => {
      const spans: number[] = []
      for (let i = 0; i < 3; i++) {
        const start = process.cpuUsage()
        await code(enter(name, 'wrong'))
        const { user, system } = process.cpuUsage(start)
        spans.push(user + system)
      }
      return Math.min(...spans)
    }
    expect(await least('Nobody')).toBeGreaterThan((await least('Ada')) / 3)
  })

  test('waits longer after each wrong password, even for the right one', async () => {
    const places = Array.from({ length: 9 }, (_, i) => ({ ...place, address: `192.0.2.${i}` }))
    const attempt = (i: number, password: string) =>
      auth.signIn.signIn('Ada', password, places[i % 9]!)
    for (let i = 0; i < 5; i++) expect(await code(attempt(i, 'wrong'))).toBe('sign-in.wrong')
    await expect(attempt(5, secret)).rejects.toMatchObject({
      code: 'sign-in.too-many',
      detail: 'Try again in 1 s.',
    })
    await clock.advance(1_000)
    expect(await code(attempt(6, 'wrong'))).toBe('sign-in.wrong')
    await clock.advance(1_000)
    expect(await code(attempt(7, secret))).toBe('sign-in.too-many')
    await clock.advance(1_000)
    expect(await code(attempt(8, secret))).toBe('done')
  })

  test('slows an address that tries many names, and one IPv6 network as one address', async () => {
    const from = (n: number) =>
      code(auth.signIn.signIn(`name ${n}`, 'wrong', { ...place, address: `2001:db8:1:2::${n}` }))
    for (let n = 0; n < 10; n++) expect(await from(n)).toBe('sign-in.wrong')
    expect(await from(11)).toBe('sign-in.too-many')
    expect(await code(enter('Ada'))).toBe('done')
  })

  test('many attempts at once gain nothing over one after the other', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => code(enter('Ada', 'wrong'))))
    expect(all.filter((outcome) => outcome === 'sign-in.wrong')).toHaveLength(5)
  })
})

describe('a session', () => {
  let cookie: string
  beforeEach(async () => {
    await create('Ada')
    cookie = (await enter('Ada')).token
  })

  test('lasts while it is used, but not for ever', async () => {
    for (let used = 0; used + idleLimit <= ageLimit; used += idleLimit) {
      expect(await auth.sessions.find(cookie)).not.toBeNull()
      await clock.advance(idleLimit - 1)
    }
    expect(await auth.sessions.find(cookie)).not.toBeNull()
    await clock.advance(ageLimit / 14 + 14)
    expect(await auth.sessions.find(cookie)).toBeNull()
  })

  test('ends when it is not used', async () => {
    await clock.advance(idleLimit + 1)
    expect(await auth.sessions.find(cookie)).toBeNull()
    expect(await store.sessions.all()).toEqual([])
  })

  test('is not found by what the database keeps of it', async () => {
    const [row] = await store.sessions.all()
    expect(await auth.sessions.find(row!.tokenHash)).toBeNull()
    expect(await auth.sessions.find(row!.id)).toBeNull()
    expect(await auth.sessions.find(newToken())).toBeNull()
    expect(await auth.sessions.find('')).toBeNull()
  })

  test('is listed for its owner, who may end their own and nobody else’s', async () => {
    await create('Eve', [])
    const { token } = await enter('Eve')
    const eve = await auth.sessions.find(token)
    const ada = await auth.sessions.find(cookie)
    expect(await auth.sessions.list(eve!.person.id, eve!.session)).toMatchObject([
      { person: 'Eve', here: true, address: place.address },
    ])
    expect(await auth.sessions.list(null, eve!.session)).toHaveLength(2)
    await auth.sessions.revoke(ada!.session, eve!.person.id)
    expect(await auth.sessions.find(cookie)).not.toBeNull()
    await auth.sessions.revoke(eve!.session, eve!.person.id)
    expect(await auth.sessions.find(token)).toBeNull()
  })

  test('makes room for the fifty-first by ending the one longest unused', async () => {
    for (let i = 0; i < 50; i++) {
      await clock.advance(1)
      await enter('Ada')
    }
    expect(await store.sessions.all()).toHaveLength(50)
    expect(await auth.sessions.find(cookie)).toBeNull()
  })
})

describe('people', () => {
  test('keep one administrator of everything', async () => {
    const ada = await create('Ada')
    const eve = await create('Eve')
    const demote = (id: string) => auth.people.update(id, { grants: [] })
    const outcomes = await Promise.all([code(demote(ada.id)), code(demote(eve.id))])
    expect(outcomes).toEqual(['done', 'person.last-administrator'])
    expect(await code(auth.people.remove(eve.id))).toBe('person.last-administrator')
    expect(await code(auth.people.remove(ada.id))).toBe('done')
    expect(await code(auth.people.remove(ada.id))).toBe('person.missing')
  })

  test('have names and grants that mean something', async () => {
    await create('Ada')
    expect(await code(create('ADA'))).toBe('person.exists')
    const stray = [{ connection: 'nowhere', role: 'viewer' as const }]
    expect(await code(create('Eve', stray))).toBe('connection.missing')
  })

  test('change their own password with the one they have, and stay signed in only here', async () => {
    const ada = await create('Ada')
    const here = (await enter('Ada')).token
    const there = (await enter('Ada')).token
    const session = (await auth.sessions.find(here))!.session
    expect(await code(auth.signIn.confirm('Ada', 'wrong', place))).toBe('sign-in.wrong')
    expect(await auth.signIn.confirm('Ada', secret, place)).toEqual(ada)
    await auth.people.setPassword(ada.id, 'new secret', session)
    expect(await auth.sessions.find(here)).not.toBeNull()
    expect(await auth.sessions.find(there)).toBeNull()
  })
})

describe('an open socket', () => {
  let ada: Person
  let cookie: string
  const watch = async () => {
    const found = (await auth.sessions.find(cookie))!
    const viewer = auth.viewers.open(found.session, found.person)
    const heard: string[] = []
    viewer.onChange((change) => heard.push(change))
    return { viewer, heard, session: found.session }
  }
  beforeEach(async () => {
    await create('Root')
    ada = await create('Ada', [{ connection: null, role: 'operator' }])
    cookie = (await enter('Ada')).token
  })

  test('hears at once of other grants and obeys them', async () => {
    const { viewer, heard } = await watch()
    expect(viewer.may('operate', 'any')).toBe(true)
    await auth.people.update(ada.id, { grants: [] })
    expect(heard).toEqual(['grants'])
    expect(viewer.may('view', 'any')).toBe(false)
  })

  test.each<[string, (session: string) => Promise<void>]>([
    ['the session is revoked', (session) => auth.sessions.revoke(session, null)],
    ['the person is removed', () => auth.people.remove(ada.id)],
    [
      'an administrator sets another password',
      async () => {
        await auth.people.update(ada.id, { grants: ada.grants, password: 'another secret' })
      },
    ],
  ])('ends when %s', async (_, act) => {
    const { viewer, heard, session } = await watch()
    await act(session)
    expect(heard).toEqual(['ended'])
    expect(viewer.may('view', 'any')).toBe(false)
  })

  test('ends with a session that ran out, although nothing asks', async () => {
    const { heard } = await watch()
    const stop = new AbortController()
    const sweeping = auth.sessions.sweep(stop.signal)
    await clock.advance(idleLimit - 120_000)
    expect(heard).toEqual([])
    await clock.advance(300_000)
    expect(heard).toEqual(['ended'])
    stop.abort()
    await sweeping
  })
})
