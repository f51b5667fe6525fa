import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type LabDaemon, startDaemon } from './daemon.ts'

/** Every process that has one of the folder's mounts. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      return readFileSync(`/proc/${pid}/mountinfo`, 'utf8').includes(folder)
    } catch {
      return false // gone since, or a kernel thread
    }
  })
}

describe.skipIf(inject('labSkipped') !== null)('a libvirtd of the lab', () => {
  let lab: LabDaemon
  beforeAll(async () => {
    lab = await startDaemon()
  })
  afterAll(() => lab.stop())

  const names = async (...args: string[]) =>
    (await lab.virsh('list', '--name', ...args)).split('\n').filter((name) => name !== '')

  test('answers outside its namespaces, for QEMU and for the test driver', async () => {
    expect(await names('--all')).toEqual([])
    expect(await lab.virshOn(lab.uri('test', '/default'), 'list', '--name')).toContain('test')
  })

  test('opens a generated world', async () => {
    const world = lab.uri('test', lab.writeWorld(40))
    const running = await lab.virshOn(world, 'list', '--state-running', '--name')
    expect(running.trim().split('\n')).toHaveLength(24)
  })

  test('runs a guest that powers off when it is asked to', async () => {
    await lab.createQemu('polite')
    const off = async () => {
      await lab.virsh('shutdown', 'polite').catch(() => null)
      return names()
    }
    await expect.poll(off, { timeout: 10_000, interval: 300 }).toEqual([])
  })

  test('finds its guests again after it was killed', async () => {
    await lab.createQemu('survivor')
    await lab.kill9()
    await expect(names()).rejects.toThrow('Connection refused')
    await lab.restart()
    expect(await names()).toEqual(['survivor'])
  })
})

test.skipIf(inject('labSkipped') !== null)(
  'the end of the input, which the death of a test process is, leaves no process and no file',
  async () => {
    const lab = await startDaemon()
    await lab.createQemu('leftover')
    expect(processesOf(lab.folder).length).toBeGreaterThanOrEqual(3)
    await lab.stop()
    expect(processesOf(lab.folder)).toEqual([])
    expect(existsSync(lab.folder)).toBe(false)
  },
)
