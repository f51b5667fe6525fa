import { expect, test } from 'vitest'
import { virshCommand } from './virsh-command.ts'

const uuid = '00000000-0000-4000-8000-000000000001'
const of = (name: string, uri = 'qemu:///system') =>
  virshCommand(uri, 'managedSave', { name, uuid })

test.each([
  ['web', 'web'],
  ['my guest', "'my guest'"],
  ["it's; rm -rf /", "'it'\\''s; rm -rf /'"],
  ['$(reboot)', "'$(reboot)'"],
])('a domain called %s is quoted for a shell', (name, word) => {
  expect(of(name)).toBe(`virsh -c qemu:///system managedsave ${word}`)
})

test.each(['3', '-all', '6695eb01-f6a4-8304-79aa-97f2502e193f'])(
  'a domain called %s, which virsh takes for something else, is named by its uuid',
  (name) => {
    expect(of(name)).toBe(`virsh -c qemu:///system managedsave ${uuid}`)
  },
)

test('where virsh cannot go there is no command', () => {
  expect(of('web', 'http://old.example:8000/')).toBeNull()
})
