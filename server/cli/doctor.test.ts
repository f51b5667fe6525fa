import { expect, test } from 'vitest'
import { lineOf, runDoctor } from './doctor.ts'

async function oirase(...args: string[]) {
  let out = ''
  const keep = (text: string) => {
    out += text
  }
  const code = await runDoctor(args, { env: {}, out: keep, err: keep })
  return { code, out }
}

test('a world that is well passes every rung', async () => {
  const { code, out } = await oirase('test:///default')
  expect(code).toBe(0)
  expect(out.match(/^. \w+/gm)).toEqual([
    '✓ resolve',
    '✓ parse',
    '✓ plan',
    '✓ open',
    '✓ list',
    '✓ version',
    '✓ abilities',
  ])
})

test('a rung that fails is exit code 1, with what to do under it', async () => {
  const { code, out } = await oirase('test:///no/such/world.xml')
  expect(code).toBe(1)
  expect(out).toMatch(/✗ file .*\/no\/such\/world\.xml.*\n {4}.*\n {6}\$ ls -l \/no\/such\n/)
  expect(out).toContain('· open')
})

test('each rung is printed when it ends, before the next is begun', async () => {
  const pieces: string[] = []
  const io = { env: {}, out: (text: string) => void pieces.push(text), err: () => {} }
  await runDoctor(['test:///default'], io)
  expect(pieces.map((text) => text.split(/\s+/)[1])).toEqual([
    'resolve',
    'parse',
    'plan',
    'open',
    'list',
    'version',
    'abilities',
  ])
})

test('as JSON it is the rungs', async () => {
  const { code, out } = await oirase('--json', 'qemu://system')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toContainEqual(
    expect.objectContaining({ step: 'plan', outcome: 'failed' }),
  )
})

test('what a host says cannot steer the terminal', () => {
  const line = lineOf({
    step: 'open',
    outcome: 'failed',
    finding: 'no\u001b[2J',
    advice: [],
    trouble: null,
    took: 12,
  })
  expect(line).toBe('✗ open            12 ms  no\\x1b[2J\n')
})
