import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { traverseContractProcedures } from '@orpc/server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { contract } from '../../lib/contract/http.ts'
import type { Answer } from '../../lib/contract/opening.ts'
import { Failure } from '../../lib/failure.ts'
import { Connections } from '../connections/connections.ts'
import { Credentials } from '../connections/credentials.ts'
import { FakeDriver } from '../connections/fake-driver.ts'
import { passwordQuestion } from '../connections/fake-questions.ts'
import type { OpenOptions } from '../drivers/driver.ts'
import { Sealer } from '../store/sealer.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'

const planted = { wrong: 'xyzzy-wrong', right: 'xyzzy-right', stray: 'xyzzy-stray' }
const uri = 'qemu+ssh://root@attic/system'

/** A host that lets in who knows the right word, asking twice. */
async function openAsking({ asker, signal }: OpenOptions) {
  const first = await asker.credentials(passwordQuestion(), signal)
  if (first[0] === planted.right) return new FakeDriver([])
  const reason = 'Permission denied, please try again.'
  const second = await asker.credentials(passwordQuestion({ reason }), signal)
  if (second[0] === planted.right) return new FakeDriver([])
  throw new Failure('host.refused-login', 'Permission denied.')
}

let server: FakeServer
let cookie: string
let person: string
beforeEach(async () => {
  server = await startFakeServer(
    {},
    {
      connectionsOver: ({ store, questions, clock, log }) => {
        const sealer = new Sealer([randomBytes(32)])
        return new Connections({
          store,
          questions,
          credentials: new Credentials({ secrets: store.secrets, sealer, clock }),
          openDriver: (_plan, options) => openAsking(options),
          surroundings: async () => ({
            uid: 0,
            env: {},
            libvirtConf: null,
            sockets: [],
            showcase: '',
          }),
          clock,
          log,
        })
      },
    },
  )
  const root = await server.admit('Root', [{ connection: null, role: 'administrator' }])
  person = root.id
  cookie = await root.cookie()
})
afterEach(() => server.stop())

const questionId = async (): Promise<string> => {
  await expect.poll(() => server.questions.of(person).length).toBe(1)
  return server.questions.of(person)[0]?.id ?? ''
}
const answerWith = (id: string, answer: unknown) =>
  server.ask('PUT', `/api/questions/${id}`, { cookie, body: { answer } })
const words = (value: string, keep = true): Answer => ({
  kind: 'credentials',
  values: [value],
  keep,
})

/** Every answer of the API to somebody who may see all of it. */
async function everything(connection: string): Promise<string[]> {
  const parameters: Record<string, string> = { connection, domain: 'none' }
  const paths: string[] = []
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: row }) => {
    const { method, path: target = '' } = row['~orpc'].route
    const filled = target.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? 'none')
    if (method === 'GET') paths.push(`/api${filled}`)
  })
  return Promise.all(paths.map(async (one) => (await server.ask('GET', one, { cookie })).body))
}

test('what is typed for a host is found in no file, no log line, no audit row and no answer', async () => {
  const opened = await server.ask('POST', '/api/connections', { cookie, body: { uri } })
  const { id } = opened.json as { id: string }
  const answers = [
    await answerWith('none', words(planted.stray)),
    await answerWith(await questionId(), { kind: 'credentials', values: planted.stray }),
    await answerWith(await questionId(), { kind: 'trust', trust: planted.stray }),
    await answerWith(await questionId(), words('x'.repeat(5_000) + planted.stray)),
    await answerWith(await questionId(), words(planted.wrong)),
    await answerWith(await questionId(), words(planted.right)),
  ]
  expect(answers.map(({ status }) => status)).toEqual([410, 400, 400, 400, 200, 200])
  await expect.poll(() => server.store.secrets.of(id)).toHaveLength(1)

  const audited = (await server.audit.list(undefined)).rows
  expect(audited.filter(({ verb }) => verb === 'question.answer')).toHaveLength(6)
  const files = await readdir(server.folder)
  const places = [
    ...answers.map(({ body }) => body),
    ...(await everything(id)),
    ...server.lines,
    ...(await Promise.all(files.map((file) => readFile(path.join(server.folder, file), 'latin1')))),
  ]
  expect(files).toContain('oirase.db')
  expect(server.lines.length).toBeGreaterThan(5)
  expect(places.filter((text) => text.includes('xyzzy'))).toEqual([])
})

test('what was kept opens the host again without a question, until the connection is forgotten', async () => {
  const opened = await server.ask('POST', '/api/connections', { cookie, body: { uri } })
  const { id } = opened.json as { id: string }
  await answerWith(await questionId(), words(planted.right))
  await expect.poll(() => server.store.secrets.of(id)).toHaveLength(1)
  await server.ask('POST', `/api/connections/${id}/close`, { cookie, body: {} })
  await server.ask('POST', `/api/connections/${id}/reopen`, { cookie, body: {} })
  const phase = async () => {
    const { json } = await server.ask('GET', '/api/connections', { cookie })
    return (json as { id: string; state: { phase: string } }[]).find((row) => row.id === id)?.state
      .phase
  }
  await expect.poll(phase).toBe('open')
  await server.ask('DELETE', `/api/connections/${id}`, { cookie, body: {} })
  expect(await server.store.secrets.of(id)).toEqual([])
})
