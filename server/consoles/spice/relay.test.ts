import { duplexPair } from 'node:stream'
import { expect, test } from 'vitest'
import { fakeDisplay } from '../fake-display.ts'
import type { DisplayQuestion, Login } from '../relay.ts'
import { take } from '../take.ts'
import { letIn, linkMess, linkReply, words } from './fake-spice.ts'
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

/** A channel that both sides have let in. */
async function channel(kind: number) {
  const { display, host } = fakeDisplay({ kind: 'spice', password: 'secret' })
  const [browser, page] = duplexPair()
  const ending = new AbortController()
  const { signal } = ending
  const redial = async () => display
  const ended = relaySpice.channel?.({ display, redial, browser, signal, mayType: () => true })
  ended?.catch(() => undefined)
  letIn(host, () => 0).catch(() => undefined)
  page.write(Buffer.concat([linkMess(kind), words(1), Buffer.alloc(128)]))
  await take(page, linkReply().length + 4, signal)
  return { host, page, ending, ended }
}
const [main, cursor] = [1, 4]

test('a display that hangs up its main channel says that somebody else may look now', async () => {
  const { host, ended } = await channel(main)
  host.end()
  await expect(ended).rejects.toMatchObject({ code: 'host.refused' })
})

test('another channel that ends, and a page that goes, are no trouble', async () => {
  const [one, other, last] = [await channel(cursor), await channel(main), await channel(main)]
  one.host.end()
  other.page.end()
  last.ending.abort()
  await Promise.all([one.ended, other.ended, last.ended])
})
