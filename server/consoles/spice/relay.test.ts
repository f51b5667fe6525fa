import { duplexPair } from 'node:stream'
import { expect, test } from 'vitest'
import { fakeDisplay } from '../fake-display.ts'
import type { DisplayQuestion, Login } from '../relay.ts'
import { letIn } from './fake-spice.ts'
import { relaySpice } from './relay.ts'

const wrong = 7
const noSuchConnection = 8

function setUp(answers: string[], definition: string | null = null) {
  const ending = new AbortController()
  const asked: DisplayQuestion[] = []
  const tried: string[] = []
  let opened: (login: Login | null) => void = () => {}
  const open = new Promise<Login | null>((resolve) => {
    opened = resolve
  })
  const dial = async () => {
    const { display, host } = fakeDisplay({ kind: 'spice', password: definition })
    const takes = (password: string) => (password === 'secret' ? noSuchConnection : wrong)
    letIn(host, takes).then(
      (password) => tried.push(password),
      () => undefined,
    )
    return display
  }
  const [browser] = duplexPair()
  const relayed = dial().then((display) =>
    relaySpice.first({
      ...{ display, redial: dial, browser, opened, signal: ending.signal },
      mayType: () => true,
      ask: async (question) => {
        asked.push(question)
        return { user: '', password: answers.shift() ?? 'wrong' }
      },
    }),
  )
  relayed.catch(() => undefined)
  return { relayed, open, asked, tried, ending }
}

test('the password of the definition is tried before a page draws, and lasts as long as it looks', async () => {
  const { relayed, open, asked, tried, ending } = setUp([], 'secret')
  expect(await open).toBeNull()
  expect([asked, tried]).toEqual([[], ['secret']])
  ending.abort()
  await relayed
})

test('a password is asked for until the display takes it', async () => {
  const { open, asked, tried } = setUp(['typo', 'secret'])
  expect(await open).toEqual({ user: '', password: 'secret' })
  expect(tried).toEqual(['', 'typo', 'secret'])
  expect(asked).toEqual([
    { what: 'password', reason: null },
    { what: 'password', reason: 'It did not take that password.' },
  ])
})

test('three wrong ones are enough', async () => {
  const { relayed, asked } = setUp([], 'old')
  await expect(relayed).rejects.toMatchObject({ code: 'host.refused-login' })
  expect(asked.map(({ reason }) => reason)).toEqual([
    'It did not take the password of its definition.',
    'It did not take that password.',
    'It did not take that password.',
  ])
})
