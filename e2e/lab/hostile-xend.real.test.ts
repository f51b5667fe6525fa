import { afterEach, expect, test } from 'vitest'
import { hurried, provoke } from './examined.ts'
import { longest, mostMemory, openPeers, tried } from './hostile-peers.ts'
import { type MisbehaviourName, misbehaviourNames, misbehaviours } from './xend/misbehaviours.ts'

const peers = openPeers()
afterEach(() => peers.stop())

/** What a person reads of each, the doctor's trouble, and how often the one read of opening was asked. */
const ends: Record<MisbehaviourName, [says: RegExp, trouble: string, asked: number]> = {
  'a web page': [/not speak as xend does. It answers with a web page\./, 'not-xend', 1],
  '500 without a body': [/refused. HTTP status 500/, 'xend-refuses', 1],
  'a redirect to itself': [/sends us elsewhere: http:\/\/localhost:8000/, 'not-xend', 1],
  'a body without end': [/larger than the 1048576 bytes/, 'not-xend', 1],
  'a body without end, byte by byte': [/in time/, 'xend-silent', 1],
  'half a body': [/was lost. xend’s answer broke off\./, 'xend-lost', 2],
  'a Content-Length too long': [/in time. xend’s answer did not end/, 'xend-silent', 1],
  'a Content-Length too short': [/An s-expression ends too early/, 'not-xend', 1],
  'a hang in the middle': [/in time. xend’s answer did not end/, 'xend-silent', 1],
  'nothing at all': [/in time. xend did not answer/, 'xend-silent', 1],
  'the end': [/was lost. xend closed the connection without an answer/, 'xend-lost', 2],
  'garbage before the status line': [/It says “/, 'not-xend', 1],
  '100 MB of headers': [/The head of its answer does not end/, 'not-xend', 1],
}

/** Somebody who does this to whoever asks, and when each did. */
async function patient(name: MisbehaviourName) {
  const asked: number[] = []
  const port = await peers.portOf((socket) => {
    socket.once('data', () => {
      asked.push(Date.now())
      misbehaviours[name](socket)
    })
  })
  return { uri: `http://127.0.0.1:${port}/`, asked }
}

async function listed(name: MisbehaviourName) {
  const { uri, asked } = await patient(name)
  const outcome = await tried('list', uri)
  // not from its start: a dozen of them start at once
  const took = Date.now() - (asked[0] ?? 0)
  return { name, ...outcome, asked: asked.length, took }
}

/** A drip is given half a minute. The doctor below has a faster clock. */
const forCommand = misbehaviourNames.filter((name) => !name.endsWith('byte by byte'))

test('whatever answers in a xend’s place, the command says what it is, and holds little for a short time', async () => {
  for (const outcome of await Promise.all(forCommand.map(listed))) {
    const { name, code, err, memory, asked, took } = outcome
    const [says, , times] = ends[name]
    expect(code, name).toBe(1)
    expect(err, name).toMatch(/^oirase list: \w/)
    expect(err, name).toMatch(says)
    expect(asked, name).toBe(times)
    expect(memory, name).toBeLessThan(mostMemory)
    expect(took, name).toBeLessThan(longest)
  }
})

test.each(misbehaviourNames)(
  'the doctor finds %s where it opens, and says what to do',
  async (name) => {
    const { uri, asked } = await patient(name)
    const [says, trouble, times] = ends[name]
    await provoke('', uri, 'open', trouble, says, { clock: hurried })
    expect(asked).toHaveLength(times)
  },
)

test('the command of the doctor ends with the rung that failed', async () => {
  const { uri } = await patient('a web page')
  const { code, out } = await tried('doctor', uri)
  expect(code).toBe(1)
  expect(out).toMatch(/^✗ open .*web page\.\n {4}On the host/m)
})
