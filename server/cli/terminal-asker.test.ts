import { expect, test } from 'vitest'
import type { CredentialsQuestion } from '../../lib/libvirt/question.ts'
import {
  hostKeyQuestion as hostKey,
  passwordQuestion as password,
} from '../connections/fake-questions.ts'
import type { Terminal } from './terminal.ts'
import { terminalAsker } from './terminal-asker.ts'

const { signal } = new AbortController()

/** A terminal at which somebody types these chunks, one after the other, and then leaves. */
function typing(...chunks: string[]) {
  const seen = { screen: '', open: 0 }
  const waits: boolean[] = []
  const terminal: Terminal = {
    read: async () => chunks.shift() ?? null,
    write: (text) => {
      seen.screen += text
    },
    close: () => {
      seen.open -= 1
    },
  }
  const open = () => {
    seen.open += 1
    return terminal
  }
  return { asker: terminalAsker((on) => waits.push(on), open), seen, waits }
}

test('a password is typed unseen, and the terminal is given back', async () => {
  const { asker, seen, waits } = typing('ses', 'ame\r')
  expect(await asker.credentials(password(), signal)).toEqual(['sesame'])
  expect(seen).toEqual({ screen: 'Password for root@attic: \r\n', open: 0 })
  expect(waits).toEqual([true, false])
})

test('what is no secret is seen, and Enter alone takes what stands there', async () => {
  const fields = [
    { label: 'User name:', secret: false, value: 'root' },
    { label: 'Realm', secret: false, value: '' },
    { label: 'Password', secret: true, value: '' },
  ]
  const { asker, seen } = typing('\rlab\rsesame\n')
  expect(await asker.credentials(password({ fields, subject: 'attic' }), signal)).toEqual([
    'root',
    'lab',
    'sesame',
  ])
  expect(seen.screen).toBe(
    'User name for attic [root]: \r\nRealm for attic: lab\r\nPassword for attic: \r\n',
  )
})

test.each([
  ['a backspace', 'sesamee\x7f\r', 'sesame'],
  ['a line begun anew', 'wrong\x15sesame\r', 'sesame'],
  ['arrow keys', 'ses\x1b[D\x1b[3~\x1bOAame\r', 'sesame'],
  ['letters of any script', '🔑鍵\x7fé\r', '🔑é'],
])('%s works as everywhere', async (_, keys, line) => {
  const { asker } = typing(keys)
  expect(await asker.credentials(password(), signal)).toEqual([line])
})

test.each([
  ['Control-C', '\x03'],
  ['Control-D', '\x04'],
  ['a terminal that goes away', ''],
])('%s cancels', async (_, keys) => {
  const { asker, seen } = keys === '' ? typing() : typing('ab\x15', keys)
  await expect(asker.credentials(password(), signal)).rejects.toMatchObject({
    code: 'question.cancelled',
  })
  expect(seen.open).toBe(0)
})

test('a key is shown with its picture, and trusted as it is said', async () => {
  const { asker, seen } = typing('sure\r', 'once\r', 'YES\r', 'no\r')
  expect(await asker.hostKey(hostKey, signal)).toBe('once')
  expect(seen.screen).toContain(
    'attic, port 22. Its ssh-ed25519 key is\r\nSHA256:47DEQpj8\r\n+--+\r\n',
  )
  expect(await asker.hostKey(hostKey, signal)).toBe('always')
  await expect(asker.hostKey(hostKey, signal)).rejects.toMatchObject({ code: 'question.cancelled' })
})

test('neither yes nor no, three times, is no', async () => {
  const { asker } = typing('y\r', '\r', 'ok\r', 'yes\r')
  await expect(asker.hostKey(hostKey, signal)).rejects.toMatchObject({ code: 'question.cancelled' })
})

test('a wrong password is asked again with the reason, a right one not at all', async () => {
  const { asker, seen } = typing('guess\r', 'sesame\r')
  await asker.credentials(password(), signal)
  const reason = 'Permission denied.'
  expect(await asker.credentials(password({ reason }), signal)).toEqual(['sesame'])
  expect(seen.screen).toContain('Permission denied.\r\nPassword')
  expect(await asker.credentials(password(), signal)).toEqual(['sesame'])
})

test('a host’s words move no cursor', async () => {
  const { asker, seen } = typing('x\r')
  const hostile = {
    instruction: 'Hello\x1b[2J\nthere',
    fields: [{ ...password().fields[0], label: 'P\x1b]0;' }],
  }
  await asker.credentials(password(hostile as Partial<CredentialsQuestion>), signal)
  expect(seen.screen).not.toContain('\x1b')
  expect(seen.screen).toContain('Hello\\x1b[2J\r\nthere\r\n')
})

test('without a terminal nobody is asked', async () => {
  const asker = terminalAsker(undefined, () => null)
  await expect(asker.hostKey(hostKey, signal)).rejects.toMatchObject({ code: 'host.needs-you' })
  await expect(asker.credentials(password(), signal)).rejects.toMatchObject({
    code: 'host.needs-you',
  })
})
