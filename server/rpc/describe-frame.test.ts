import { expect, test } from 'vitest'
import { describeFrame } from './describe-frame.ts'
import { type FrameHeader, frameOf, readFrame } from './frame.ts'
import { errorsGolden } from './golden/errors.ts'
import { eventsGolden } from './golden/events.ts'
import { bytes } from './golden/golden.ts'
import { keepaliveProgram } from './keepalive.ts'
import { type ProcedureName, procedures } from './protocol.ts'
import { type Codec, encode } from './xdr.ts'

const header: FrameHeader = {
  program: 0x20008086,
  procedure: 0,
  type: 'call',
  serial: 7,
  status: 'ok',
}

function call(name: ProcedureName, args: unknown): string {
  const row = procedures[name]
  const payload = encode(row.args as Codec<unknown>, args)
  const frame = frameOf({ ...header, program: row.program, procedure: row.number }, payload)
  return describeFrame(readFrame(frame))
}

test('a call is its name, its serial and its arguments', () => {
  expect(call('connectOpen', { name: 'test:///default', flags: 1 })).toBe(
    'call connectOpen #7 {"name":"test:///default","flags":1}',
  )
})

test('a refusal is its numbers and words', () => {
  const frame = readFrame(bytes(errorsGolden['of a domain that is not there'].hex))
  expect(describeFrame(frame)).toBe(
    'reply domainLookupByName #7 error 42 of 12: "Domain not found"',
  )
})

test('an event is its payload', () => {
  expect(describeFrame(readFrame(bytes(eventsGolden.domainReboot.hex)))).toBe(
    'message domainReboot #1 {"callbackId":1,"dom":{"name":"guest","uuid":"6f697261-7365-4000-8000-000000000001","id":1}}',
  )
})

test('keepalive is ping and pong', () => {
  const ping = frameOf({ ...header, program: keepaliveProgram, procedure: 1, type: 'message' })
  expect(describeFrame(readFrame(ping))).toBe('message ping #7 0 bytes')
})

test('what nobody knows is its numbers', () => {
  const frame = frameOf({ ...header, program: 0x1234, procedure: 9 }, Buffer.alloc(8))
  expect(describeFrame(readFrame(frame))).toBe('call 0x1234:9 #7 8 bytes')
})

test('a malformed payload is said to be, with its first bytes', () => {
  const frame = frameOf({ ...header, procedure: 212, type: 'reply' }, Buffer.alloc(4))
  expect(describeFrame(readFrame(frame))).toBe(
    `reply domainGetState #7 malformed: wanted 4 bytes, 0 left: ${frame.toString('hex')}`,
  )
})

test('secrets and XML never reach the line', () => {
  const data = Buffer.from('\0user\0swordfish')
  expect(call('authSaslStart', { mech: 'PLAIN', nil: false, data })).toBe(
    'call authSaslStart #7 (secret)',
  )
  expect(call('domainDefineXmlFlags', { xml: "<graphics passwd='swordfish'/>", flags: 0 })).toBe(
    'call domainDefineXmlFlags #7 {"xml":"(XML, 30 characters)","flags":0}',
  )
  const cmd = '{"execute":"guest-set-user-password"}'
  const dom = { name: 'a', uuid: '6f697261-7365-4000-8000-000000000001', id: 1 }
  expect(call('qemuDomainAgentCommand', { dom, cmd, timeout: 0, flags: 0 })).not.toContain('guest')
})

test('a line is bounded, whatever a host calls its domains', () => {
  const doms = Array.from({ length: 100 }, (_, id) => ({
    name: '\u001b[31m'.repeat(50),
    uuid: '6f697261-7365-4000-8000-000000000001',
    id,
  }))
  const line = call('connectGetAllDomainStats', { doms, stats: 0, flags: 0 })
  expect(line.length).toBeLessThanOrEqual(1001)
  expect(line).not.toContain('\u001b')
})
