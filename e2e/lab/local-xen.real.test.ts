import { describe, expect, test } from 'vitest'
import { examined } from './examined.ts'
import { realProxyName, startXenProxy } from './xend/start-xen-proxy.ts'

/*
 * What is looked for under the names that Xen has on every machine. They are in one file, because files run side by side.
 */

const ok = (...steps: string[]) => steps.map((step) => `${step} ok`)

describe.each(['xen:///', 'xen', ''])('where nothing of Xen is, “%s”', (uri) => {
  // what an empty URI stands for is not to come from this machine, and no daemon is to be started on it
  const nowhere = { env: { LIBVIRT_AUTOSTART: '0' }, libvirtConf: '' }

  test.each([
    [0, ['socket 2', 'connect']],
    [1000, ['socket 2', 'connect', 'socket 3']],
  ])('as user %i has each way tried and told of', async (uid, last) => {
    const rungs = await examined(uri, { ...nowhere, uid })
    const dialled = rungs.filter(({ step }) => /^(socket|connect)/.test(step))
    expect(dialled.map(({ step }) => step)).toEqual(['socket', ...last])
    expect(dialled.map(({ outcome }) => outcome)).toEqual([...last.map(() => 'warned'), 'failed'])
    const told = dialled.map(({ finding }) => finding).join('\n')
    expect(told).toMatch(/xend at \/var\/lib\/xend\/xend-socket is tried next/)
    expect(told).toMatch(/xend at localhost, port 8000 is tried next/)
    if (uid !== 0) expect(told).toMatch(/The Xen proxy is tried next/)
    const advice = dialled
      .at(-1)
      ?.advice.map(({ say, run }) => `${say} ${run ?? ''}`)
      .join('\n')
    expect(advice).toContain('(xend-unix-server yes)')
    expect(advice).toContain('(xend-http-server yes)')
  })
})

test('the proxy is what is left for xen:/// of who is not root', async () => {
  const proxy = await startXenProxy({ abi: 'x86_64', socket: realProxyName })
  try {
    const rungs = await examined('xen:///', { uid: 1000 })
    expect(rungs.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      ...ok('resolve', 'parse', 'plan'),
      ...['socket warned', 'socket 2 warned', 'lookup ok', 'connect warned'],
      ...ok('socket 3', 'greet', 'open', 'list', 'version', 'abilities'),
    ])
    expect(rungs.find(({ step }) => step === 'open')?.finding).toContain('Xen (read-only proxy)')
  } finally {
    await proxy.stop()
  }
})
