import { expect, test } from 'vitest'
import { fakeUuid } from './fake-host.ts'
import { monitorCommand } from './monitor-command.ts'

const asked: string[] = []
const telling = (result: string) => ({
  qemuDomainMonitorCommand: async ({ cmd }: { cmd: string }) => {
    asked.push(cmd)
    return { result }
  },
})
const command = { execute: 'chardev-send-break', arguments: { id: 'charserial0"}' } }
const say = (result: string) => monitorCommand(telling(result), fakeUuid(1), command)

test('a name is told as a string, whatever is in it', async () => {
  await say('{"return":{},"id":"libvirt-7"}')
  expect(JSON.parse(asked.at(-1) ?? '')).toEqual(command)
})

test('what QEMU says against it is told', async () => {
  const refusal = '{"id":"libvirt-8","error":{"class":"GenericError","desc":"no such device"}}'
  await expect(say(refusal)).rejects.toMatchObject({
    code: 'host.refused',
    detail: 'no such device',
  })
})

test('an answer that is none says so', async () => {
  for (const said of ['', 'null', '{"error":1}']) {
    await expect(say(said)).rejects.toMatchObject({ code: 'host.broke-protocol' })
  }
})
