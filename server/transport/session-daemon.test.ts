import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { Failure } from '../../lib/failure.ts'
import { dialStarting, startDaemon } from './session-daemon.ts'

const nobody = new Failure('host.unreachable', 'nobody listens')
const { signal } = new AbortController()

/** A daemon that listens some tries after it was started. */
function sleeper(slowness: number) {
  const started: string[] = []
  let missed = 0
  return {
    started,
    start: async (name: string) => void started.push(name),
    dial: async () => {
      if (started.length > 0 && missed++ >= slowness) return 'wire'
      throw nobody
    },
  }
}

test('a daemon that listens is not started', async () => {
  const { started, start } = sleeper(0)
  const made = await dialStarting('libvirtd', async () => 'wire', {
    clock: systemClock,
    start,
    signal,
  })
  expect([made, started]).toEqual(['wire', []])
})

test('one that does not is started once, and dialled until it does', async () => {
  const { started, start, dial } = sleeper(3)
  const made = await dialStarting('virtqemud', dial, { clock: systemClock, start, signal })
  expect([made, started]).toEqual(['wire', ['virtqemud']])
})

test('one that never comes up is told as nobody listening, after 5 seconds of the clock', async () => {
  let slept = 0
  const sleep = async (span: number) => {
    slept += span
  }
  const clock = { now: () => slept, sleep }
  const { start } = sleeper(0)
  const dial = () => Promise.reject(nobody)
  await expect(dialStarting('libvirtd', dial, { clock, start, signal })).rejects.toMatchObject({
    code: 'host.unreachable',
    trouble: 'session-daemon-late',
    cause: nobody,
  })
  expect(slept).toBe(5_000)
})

test('a socket that may not be used starts nothing', async () => {
  const { started, start } = sleeper(0)
  const denied = new Failure('host.denied')
  const dial = () => Promise.reject(denied)
  const tools = { clock: systemClock, start, signal }
  await expect(dialStarting('libvirtd', dial, tools)).rejects.toBe(denied)
  expect(started).toEqual([])
})

test('who gives up while it starts gets its own reason', async () => {
  const giving = new AbortController()
  const { start } = sleeper(0)
  const dial = async () => {
    giving.abort(new Error('enough'))
    throw nobody
  }
  const tools = { clock: systemClock, start, signal: giving.signal }
  await expect(dialStarting('libvirtd', dial, tools)).rejects.toThrow('enough')
})

test('a program that is not there is said to be missing', async () => {
  await expect(startDaemon('no-such-libvirtd')).rejects.toMatchObject({
    code: 'host.unreachable',
    trouble: 'session-daemon-missing',
    detail: 'There is no no-such-libvirtd here that could be started.',
  })
})

test('the program is run where the plan says it is, and told to end when nobody uses it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'oirase-session-'))
  const program = path.join(folder, 'libvirtd')
  await writeFile(program, `#!/bin/sh\necho "$@" > ${folder}/asked\n`, { mode: 0o755 })
  await startDaemon(program)
  const asked = () => readFile(path.join(folder, 'asked'), 'utf8').catch(() => '')
  await expect.poll(asked).toBe('--timeout=120\n')
  await rm(folder, { recursive: true })
})
