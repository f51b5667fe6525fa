import { expect, test } from 'vitest'
import { fakeDomain, fakeDomainOff } from '../connections/fake-driver.ts'
import { inVirshOrder, runList } from './list.ts'

async function oirase(...args: string[]) {
  const said = { out: '', err: '' }
  const code = await runList(args, {
    env: {},
    out: (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += text
    },
  })
  return { code, ...said }
}

test('the built-in world is listed as virsh lists it', async () => {
  expect(await oirase('--all', 'test:///default')).toEqual({
    code: 0,
    out: ' Id   Name   State\n----------------------\n 1    test   running\n\n',
    err: '',
  })
})

test('as JSON it is one line', async () => {
  const { out } = await oirase('--json', '--readonly', 'test:///default')
  expect(out.endsWith(']\n')).toBe(true)
  expect(JSON.parse(out)).toEqual([
    { id: 1, name: 'test', state: 'running', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f' },
  ])
})

test('running ones come by id, then the others by name whatever its case', () => {
  const named = (number: number, name: string) => ({ ...fakeDomainOff(number), name })
  const domains = [named(1, 'b'), fakeDomain(12), named(2, 'A'), fakeDomain(3), named(4, 'C')]
  expect(inVirshOrder(domains).map(({ name }) => name)).toEqual([
    'guest-3',
    'guest-12',
    'A',
    'b',
    'C',
  ])
})

test.each([
  ['qemu:///x y', 'oirase list: This is not a connection URI. At character 10'],
  ['nosuch', 'oirase list: This URI cannot be opened from here.'],
  ['test:///no/such/world.xml', 'oirase list: '],
])('%s is one sentence and exit code 1', async (uri, sentence) => {
  const { code, out, err } = await oirase(uri)
  expect([code, out, err.trimEnd().includes('\n')]).toEqual([1, '', false])
  expect(err).toContain(sentence)
})

test.each([[[]], [['one', 'two']], [['--nosuch', 'test:///default']]])(
  'asked wrongly (%j) it says how to ask',
  async (args) => {
    const { code, err } = await oirase(...args)
    expect(code).toBe(2)
    expect(err).toContain('usage: oirase list')
  },
)

test('help is no error', async () => {
  const { code, out } = await oirase('--help')
  expect([code, out.startsWith('usage: oirase list')]).toEqual([0, true])
})
