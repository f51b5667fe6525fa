import { expect, test } from 'vitest'
import type { ConsoleMessage } from '../contract/consoles.ts'
import { ConsoleLink, type ConsoleLinkEvents, type ConsoleWire } from './console-link.ts'
import { RequestFailed } from './request-failed.ts'

const refused = { code: 'permission.denied', detail: null, request: 'r', trouble: null } as const

function setUp(admit = async () => ({ console: 'c1', ticket: 't1' })) {
  const told: unknown[] = []
  const sent: unknown[] = []
  const dialled: unknown[] = []
  const wire: ConsoleWire = {
    ...{ binaryType: 'blob', readyState: 1, bufferedAmount: 0, onmessage: null, onclose: null },
    send: (data) => sent.push(data),
    close: () => told.push('closed'),
  }
  const events: ConsoleLinkEvents = {
    opened: (what) => told.push(what),
    bytes: (data) => told.push([...new Uint8Array(data)]),
    here: (people) => told.push(people.map(({ person }) => person)),
    asks: (what, reason) => told.push({ asks: what, reason }),
    ended: (error) => told.push({ ended: error?.code ?? null }),
  }
  const dial = (path: string, protocols: string[]) => {
    dialled.push([path, protocols])
    return wire
  }
  const link = new ConsoleLink({ admit, dial }, events)
  const say = (data: ConsoleMessage | ArrayBuffer) => {
    const text = data instanceof ArrayBuffer ? data : JSON.stringify(data)
    wire.onmessage?.call(wire as WebSocket, { data: text } as MessageEvent)
  }
  const hangUp = () => wire.onclose?.call(wire as WebSocket, {} as CloseEvent)
  return { link, told, sent, dialled, say, hangUp }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

test('the ticket rides in the protocol, not in the address', async () => {
  const { dialled } = setUp()
  await settled()
  expect(dialled).toEqual([['/api/consoles/c1', ['oirase.console', 'ticket.t1']]])
})

test('words and bytes are told apart', async () => {
  const { told, say } = setUp()
  await settled()
  say({ type: 'opened', you: 'c1', kind: 'vnc' })
  say({ type: 'here', people: [{ id: 'c1', person: 'Ada', controls: true }] })
  say(new Uint8Array([1, 2]).buffer)
  expect(told).toEqual([{ id: 'c1', kind: 'vnc' }, ['Ada'], [1, 2]])
})

test('what a display asks for is told, and answered beside the bytes', async () => {
  const { link, told, sent, say } = setUp()
  await settled()
  say({ type: 'asks', what: 'login', reason: 'Wrong.' })
  link.ask({ type: 'answer', user: 'ada', password: 'pencil' })
  expect(told).toEqual([{ asks: 'login', reason: 'Wrong.' }])
  expect(sent).toEqual(['{"type":"answer","user":"ada","password":"pencil"}'])
})

test('a refusal to let us in ends it with the reason', async () => {
  const { told } = setUp(() => Promise.reject(new RequestFailed(refused)))
  await settled()
  expect(told).toEqual([{ ended: 'permission.denied' }])
})

test('it ends once: by what was said, not by the socket that closes after it', async () => {
  const { told, say, hangUp } = setUp()
  await settled()
  say({ type: 'ended', error: null })
  hangUp()
  expect(told).toEqual(['closed', { ended: null }])
})

test('a socket that closes without a word was lost', async () => {
  const { told, hangUp } = setUp()
  await settled()
  hangUp()
  expect(told).toContainEqual({ ended: 'server.unreachable' })
})

test('who turned away hears nothing more', async () => {
  const { link, told, say, hangUp } = setUp()
  await settled()
  link.close()
  say(new Uint8Array([1]).buffer)
  hangUp()
  expect(told).toEqual(['closed'])
})
