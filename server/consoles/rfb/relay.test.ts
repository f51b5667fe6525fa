import { duplexPair } from 'node:stream'
import { expect, test } from 'vitest'
import { type FakeDisplay, fakeDisplay } from '../fake-display.ts'
import type { DisplayQuestion, Login } from '../relay.ts'
import { take } from '../take.ts'
import { answerChallenge } from './challenge.ts'
import { relayRfb } from './relay.ts'

const version = 'RFB 003.008\n'
const forever = new AbortController().signal
const zero = Buffer.alloc(4)
const challenge = Buffer.alloc(16, 7)
const no = Buffer.from('00000001' + '00000004' + '6e6f7065', 'hex')

/** A display that asks for a VNC password, and takes this one. */
async function asksFor(password: string, { host }: FakeDisplay): Promise<void> {
  const read = (count: number) => take(host, count, forever)
  host.write(version)
  await read(12)
  host.write(Buffer.of(1, 2))
  await read(1)
  host.write(challenge)
  host.write((await read(16)).equals(answerChallenge(challenge, password)) ? zero : no)
}

function setUp(answers: string[], definition: string | null = null) {
  const [browser, page] = duplexPair()
  const ending = new AbortController()
  const asked: DisplayQuestion[] = []
  const opened: (Login | null)[] = []
  const dialled: FakeDisplay[] = []
  const dial = async () => {
    const one = fakeDisplay({ password: definition })
    dialled.push(one)
    asksFor('secret', one).catch(() => undefined)
    return one.display
  }
  const relayed = dial().then((display) =>
    relayRfb.first({
      ...{ display, browser, redial: dial, signal: ending.signal },
      mayType: () => true,
      opened: (login) => opened.push(login),
      ask: async (question) => {
        asked.push(question)
        return { user: '', password: answers.shift() ?? 'wrong' }
      },
    }),
  )
  relayed.catch(() => undefined)
  const read = (count: number) => take(page, count, forever)
  return { page, read, relayed, asked, opened, dialled, ending }
}

/** A page that greets as noVNC does and takes no security. */
async function pageLetIn({ page, read }: ReturnType<typeof setUp>) {
  expect(String(await read(12))).toBe(version)
  page.write(version)
  expect([...(await read(2))]).toEqual([1, 1])
  page.write(Buffer.of(1))
  expect(await read(4)).toEqual(zero)
}

test('the password of the definition opens it, and neither the page nor anybody is asked', async () => {
  const set = setUp([], 'secret')
  await pageLetIn(set)
  expect(set.asked).toEqual([])
  expect(set.opened).toEqual([null])
  set.ending.abort()
  await set.relayed
})

test('a password is asked for until the display takes it, each time over a line of its own', async () => {
  const set = setUp(['typo', 'secret'])
  await pageLetIn(set)
  expect(set.asked).toEqual([
    { what: 'password', reason: null },
    { what: 'password', reason: 'It did not take that password: nope' },
  ])
  expect(set.opened).toEqual([{ user: '', password: 'secret' }])
  expect(set.dialled.map(({ host }) => host.destroyed)).toEqual([true, true, false])
  set.ending.abort()
  await set.relayed
})

test('three wrong ones are enough, and the page hears nothing of a display', async () => {
  const set = setUp([])
  await expect(set.relayed).rejects.toMatchObject({
    code: 'host.refused-login',
    detail: 'It did not take that password: nope',
  })
  expect(set.asked).toHaveLength(3)
  expect(set.page.read()).toBeNull()
})
