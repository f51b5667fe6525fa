import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Delivery } from '../../../rpc/fake-daemon.ts'
import { frameOf, readFrame } from '../../../rpc/frame.ts'
import type { FakeSaslOptions } from './fake-sasl.ts'
import { SignInStage } from './sign-in-stage.ts'

let stage: SignInStage
beforeEach(() => {
  stage = new SignInStage()
})
afterEach(() => stage.close())

// Hosts that are not honest.
const asker = () => stage.giving(['fred', 'pencil'], ['fred', 'pencil'], ['fred', 'pencil'])
const cases: [string, Partial<FakeSaslOptions>, string][] = [
  [
    'signs wrongly',
    { twist: { verdict: (text) => text.replace(/^v=...../, 'v=AAAAA') } },
    'host.untrusted',
  ],
  ['says yes before it has signed', { gullible: true }, 'host.not-libvirt'],
  [
    'answers another nonce',
    { twist: { challenge: (text) => text.replace('r=', 'r=x') } },
    'host.untrusted',
  ],
  [
    'wants ten billion rounds',
    { twist: { challenge: (text) => `${text}000000` } },
    'host.not-libvirt',
  ],
  [
    'wants one round',
    { twist: { challenge: (text) => text.replace('4096', '1') } },
    'host.not-libvirt',
  ],
  [
    'sends 65,000 bytes',
    { twist: { challenge: (text) => text + 'x'.repeat(65_000) } },
    'host.not-libvirt',
  ],
  ['never ends', { mechlist: 'PLAIN', endless: true }, 'host.not-libvirt'],
]
test.each(cases)('that %s is refused at once', async (_name, sasl, code) => {
  expect(await stage.fails({ ...sasl, asker: asker() })).toMatchObject({ code })
  expect(stage.asked).toHaveLength(1)
  expect(stage.count('connectOpen')).toBe(0)
})

test('one that sends more than the protocol has room for loses the line', async () => {
  const start = 68
  const deliver: Delivery = (frame, socket) => {
    const { procedure } = readFrame(frame)
    const [no, notNil, size] = [0, 0, 65_537]
    const head = Buffer.alloc(12)
    head.writeUInt32BE(no)
    head.writeUInt32BE(notNil, 4)
    head.writeUInt32BE(size, 8)
    const large = frameOf(readFrame(frame), Buffer.concat([head, Buffer.alloc(size * 4)]))
    socket.write(procedure === start ? large : frame)
  }
  expect(await stage.fails({ deliver, asker: asker() })).toMatchObject({ code: 'host.not-libvirt' })
})
