import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FailureCode } from '../../lib/failure.ts'
import { hurried } from './examined.ts'
import { openerOf } from './opener.ts'
import { ada, watchedConnections, watchedTasks } from './watched-connections.ts'
import { type MisbehaviourName, misbehaviourNames, misbehaviours } from './xend/misbehaviours.ts'
import { type SickXend, startSickXend } from './xend/sick-xend.ts'

let sick: SickXend
let live: ReturnType<typeof watchedConnections>
beforeEach(async () => {
  sick = await startSickXend({ personality: '3.1', leaveOpen: false })
  live = watchedConnections(openerOf({ clock: hurried }), hurried)
})
afterEach(async () => {
  await live.connections.stop()
  await sick.stop()
})

const names = (id: string) =>
  live.connections
    .domains(id)
    .map(({ name }) => name)
    .sort((one, other) => (one < other ? -1 : 1))
const all = ['Domain-0', 'build', 'spare', 'web', 'windows', 'yesterday']

/** Why the link is lost, and how often the look that finds it out is asked: lost answers to reads once more. */
const losses: Record<MisbehaviourName, [code: FailureCode, asked: number]> = {
  'a web page': ['host.not-xend', 1],
  '500 without a body': ['host.refused', 3],
  'a redirect to itself': ['host.not-xend', 1],
  'a body without end': ['host.not-xend', 1],
  'a body without end, byte by byte': ['host.silent', 1],
  'half a body': ['host.lost', 2],
  'a Content-Length too long': ['host.silent', 1],
  'a Content-Length too short': ['host.not-xend', 1],
  'a hang in the middle': ['host.silent', 1],
  'nothing at all': ['host.silent', 1],
  'the end': ['host.lost', 2],
  'garbage before the status line': ['host.not-xend', 1],
  '100 MB of headers': ['host.not-xend', 1],
}

describe('a xend that falls ill while it is open', () => {
  test.each(misbehaviourNames)('with %s is lost, and back when it is well', async (name) => {
    const id = await live.open(sick.url)
    expect(names(id)).toEqual(all)
    const phases: [phase: string, asked: number][] = []
    const asked = sick.fallIll(misbehaviours[name])
    live.connections.subscribe((change) => {
      if (change.type === 'connection') phases.push([change.row.state.phase, asked()])
    })
    live.connections.probe()
    await expect.poll(() => phases.length, { interval: 5 }).toBeGreaterThan(0)
    const [code, times] = losses[name]
    expect(phases[0]).toEqual(['lost', times])
    expect(live.connections.row(id).state).toMatchObject({ error: { code } })
    // what was known of it stays, to be shown grey
    expect(names(id)).toEqual(all)
    sick.recover()
    sick.xend.end('web', 'poweroff')
    await expect.poll(() => phases.at(-1)?.[0]).toBe('open')
    expect(live.connections.domains(id).find((row) => row.name === 'web')?.state).toBe('shutoff')
  })
})

/** What becomes of a change whose answer is that; where it is not said, nobody knows. */
const outcomes: Partial<Record<MisbehaviourName, FailureCode | null>> = {
  // as xend 3.1 says that it has no such domain
  '500 without a body': 'domain.missing',
  // it says that it is done, and how well it says so does not matter
  'a Content-Length too short': null,
}

describe('a change that a xend is asked for', () => {
  test.each(misbehaviourNames)(
    'and answered with %s is sent once and never again',
    async (name) => {
      const id = await live.open(sick.url)
      const web = live.connections.domains(id).find((row) => row.name === 'web')
      const { tasks, ends } = watchedTasks(live.connections)
      const asked = sick.fallIll(misbehaviours[name], 'POST')
      await tasks.act(id, web?.uuid ?? '', 'suspend', ada)
      await tasks.settled()
      const { [name]: code = 'outcome.unknown' } = outcomes
      expect(ends.map(({ error }) => error?.code ?? null)).toEqual([code])
      if (code === 'outcome.unknown') expect(ends[0]?.error?.detail).not.toBeNull()
      expect(asked()).toBe(1)
      // reads went on meanwhile
      expect(live.connections.row(id).state.phase).toBe('open')
    },
  )
})
