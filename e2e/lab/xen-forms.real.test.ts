import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runList } from '../../server/cli/list.ts'
import { examined } from './examined.ts'
import { type FakeXend, startXend } from './xend/start-xend.ts'

let folder: string
let overHttp: FakeXend
let atSocket: FakeXend

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'xen-forms-'))
  overHttp = await startXend({ personality: '3.0.2', listen: { port: 0 } })
  const listen = { socket: path.join(folder, 'xend-socket') }
  atSocket = await startXend({ personality: '4.1', listen })
})
afterAll(async () => {
  await overHttp.stop()
  await atSocket.stop()
  await rm(folder, { recursive: true })
})

const outcomes = async (rungs: ReturnType<typeof examined>) =>
  (await rungs).map(({ step, outcome }) => `${step} ${outcome}`)
const ok = (...steps: string[]) => steps.map((step) => `${step} ok`)

async function listed(uri: string): Promise<string> {
  const said: string[] = []
  const say = (text: string) => void said.push(text)
  await runList([uri, '--all'], { env: {}, out: say, err: say })
  return said.join('')
}

test('http:// has its rungs, and a list', async () => {
  expect(await outcomes(examined(overHttp.url))).toEqual([
    'resolve ok',
    'parse ok',
    'plan warned',
    ...ok('lookup', 'connect', 'open', 'list', 'version', 'abilities'),
  ])
  expect(await listed(overHttp.url)).toMatch(/build +running/)
})

test('a file path has its rungs, and a list', async () => {
  expect(await outcomes(examined(`//${atSocket.url}`))).toEqual(
    ok('resolve', 'parse', 'plan', 'socket', 'open', 'list', 'version', 'abilities'),
  )
  expect(await listed(atSocket.url)).toMatch(/spare +shut off/)
})
