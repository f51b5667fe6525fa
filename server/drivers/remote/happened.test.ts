import { expect, test } from 'vitest'
import { events } from '../../rpc/protocol.ts'
import { domainHappenings } from './happened.ts'

const dom = { name: 'web', uuid: '00000000-0000-4000-8000-000000000001', id: 1 }
const of = (name: keyof typeof events, payload: object) => {
  const found = domainHappenings.find(({ row }) => row === events[name])
  const { event, reread } = found!.happening({ callbackId: 0, dom, ...payload })
  return [event.event, event.detail, reread]
}

test.each([
  ['domainLifecycle', { event: 2, detail: 0 }, ['started', 'booted', 'definition']],
  ['domainLifecycle', { event: 3, detail: 2 }, ['suspended', 'I/O error', 'state']],
  ['domainLifecycle', { event: 42, detail: 7 }, ['event 42', 'detail 7', 'definition']],
  ['domainReboot', {}, ['rebooted', '', 'state']],
  ['domainWatchdog', { action: 3 }, ['watchdog', 'power off', 'state']],
  [
    'domainIoErrorReason',
    { srcPath: '/a', devAlias: 'virtio-disk0', action: 1, reason: 'enospc' },
    ['I/O error', 'virtio-disk0: enospc (paused)', 'state'],
  ],
  ['domainPmSuspend', { reason: 0 }, ['went to sleep', '', 'state']],
  ['domainBalloonChange', { actual: 4096 }, ['memory changed', '4096 KiB', 'state']],
  [
    'domainBlockJob2',
    { dst: 'vda', type: 2, status: 3 },
    ['block copy ready', 'vda', 'definition'],
  ],
  ['domainAgentLifecycle', { state: 1, reason: 0 }, ['agent connected', '', 'definition']],
  ['domainMetadataChange', { type: 1, nsuri: null }, ['title changed', '', 'definition']],
  ['domainMigrationIteration', { iteration: 3 }, ['migrating', 'pass 3', 'nothing']],
  [
    'domainMemoryFailure',
    { recipient: 1, action: 9, flags: 0 },
    ['memory failure', 'guest, 9', 'state'],
  ],
] as const)('%s %o', (name, payload, expected) => {
  expect(of(name, payload)).toEqual(expected)
})
