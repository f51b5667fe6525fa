import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { equivalents } from './equivalents.ts'
import { shellQuote } from './shell-quote.ts'
import { parseUri } from './uri.ts'

const linesFor = (text: string, readOnly = false) => {
  const reading = parseUri(text)
  if (!reading.ok) throw new Error(reading.error)
  return equivalents(reading.uri, { readOnly })
}

test('a plain URI is given to other tools as it is', () => {
  expect(linesFor('qemu+ssh://root@h:22/system')).toEqual({
    virsh: 'virsh -c qemu+ssh://root@h:22/system',
    virtManager: 'virt-manager -c qemu+ssh://root@h:22/system',
    virtInstall: 'virt-install --connect qemu+ssh://root@h:22/system',
    env: 'export LIBVIRT_DEFAULT_URI=qemu+ssh://root@h:22/system',
    virshEnv: 'export VIRSH_DEFAULT_CONNECT_URI=qemu+ssh://root@h:22/system',
  })
})

test('what a shell would read otherwise is quoted', () => {
  const lines = linesFor("qemu+ssh://h/system?keyfile=/it's&a=$(id)")
  expect(lines.virsh).toBe("virsh -c 'qemu+ssh://h/system?keyfile=/it'\\''s&a=$(id)'")
})

test('only virsh knows read-only connections', () => {
  expect(linesFor('xen:///', true)).toMatchObject({
    virsh: 'virsh -r -c xen:///',
    virtManager: null,
    virtInstall: null,
  })
})

test('without a URI the tools choose by themselves', () => {
  expect(linesFor('')).toMatchObject({ virsh: 'virsh', virtManager: 'virt-manager', env: null })
  expect(linesFor('', true)).toMatchObject({ virsh: 'virsh -r', virtManager: null })
})

test.each(['http://attic/', '/var/run/xend/xend-socket'])('no tool of today opens %s', (text) => {
  expect(Object.values(linesFor(text))).toEqual([null, null, null, null, null])
})

test('a shell reads every quoted word back as it was', () => {
  const words = fc.sample(
    fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })).filter((word) => !word.includes('\0')),
    200,
  )
  const script = ['', 'a b', "it's", '$HOME', '-n', '~', '*', '\n', ...words]
    .map((word) => `printf '%s\\0' ${shellQuote(word)}`)
    .join('\n')
  const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' })
  expect(stdout.split('\0').slice(8, -1)).toEqual(words)
})
