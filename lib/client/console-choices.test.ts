import { expect, test } from 'vitest'
import type { ConsoleList } from '../contract/consoles.ts'
import { offeredConsoles } from './console-choices.ts'

const text = (name: string, target: string | null = null, backend = 'pty') =>
  ({ name, kind: target === null ? 'serial' : 'channel', target, backend }) as const
const list = (part: Partial<ConsoleList>) =>
  offeredConsoles({ displays: [], texts: [], ...part }).map(({ key, label }) => [key, label])

test('a display in reach comes first, one out of reach last', () => {
  const spice = { index: 0, kind: 'spice', whyNot: 'It listens nowhere.', mend: null, direct: null }
  const vnc = { index: 1, kind: 'vnc', whyNot: null, mend: null, direct: null }
  expect(list({ displays: [spice, vnc], texts: [text('serial0')] })).toEqual([
    ['display-1', 'VNC 2'],
    ['text-serial0', 'Serial: serial0'],
    ['display-0', 'SPICE 1'],
  ])
})

test('the channels of agents are not offered', () => {
  expect(
    list({
      texts: [text('c0', 'org.qemu.guest_agent.0', 'unix'), text('c1', 'org.example.log', 'unix')],
    }),
  ).toEqual([['text-c1', 'Channel: org.example.log']])
})

test('what libvirt does not open says so', () => {
  const [offered] = offeredConsoles({ displays: [], texts: [text('serial0', null, 'file')] })
  expect(offered?.whyNot).toContain('“file”')
})
