import { expect } from 'vitest'
import { type Clock, systemClock } from '../../lib/clock.ts'
import type { Rung } from '../../lib/contract/opening.ts'
import { Failure } from '../../lib/failure.ts'
import type { Asker } from '../../lib/libvirt/question.ts'
import { unattended } from '../../lib/libvirt/unattended.ts'
import { type Examination, examine } from '../../server/connections/doctor.ts'
import { readSurroundings } from '../../server/connections/surroundings.ts'
import type { OpenDriver } from '../../server/drivers/open.ts'
import { type OpenerOptions, openerOf } from './opener.ts'

export interface Circumstances extends OpenerOptions {
  readOnly?: boolean
  libvirtConf?: string
  /** Whose rights a plan is made for, if not this process’s. */
  uid?: number
  asker?: Asker
  /** What is laid round the opener: the server's fence. */
  around?: (open: OpenDriver) => Examination['openDriver']
}

/** Waits are cut to a tenth: what nobody answers is given up in a second or two. */
export const hurried: Clock = {
  now: systemClock.now,
  sleep: (span, signal) => systemClock.sleep(span / 10, signal),
}
const isSilence = (trouble: string | null): boolean => /silent|timeout|hangs/.test(trouble ?? '')

/** The doctor's ladder for a URI, climbed by everything that the product itself climbs with. */
export async function examined(uri: string, circumstances: Circumstances = {}): Promise<Rung[]> {
  const {
    readOnly = false,
    env = {},
    asker,
    around = (open) => open,
    clock = systemClock,
  } = circumstances
  const openDriver = around(openerOf(circumstances))
  const { libvirtConf, ...own } = await readSurroundings(env, '')
  const surroundings = {
    ...own,
    libvirtConf: circumstances.libvirtConf ?? libvirtConf,
    uid: circumstances.uid ?? own.uid,
  }
  return examine({ uri, readOnly, surroundings, openDriver, clock, asker })
}

/** Something that goes wrong: with which URI, on which rung it ends, by which trouble, and what is said. */
export type Cause = [cause: string, uri: string, step: string, trouble: string, says: RegExp]

/** Climbs and expects that end, with something to do about it; `step` null: every rung holds. */
export async function provoke(
  _cause: string,
  uri: string,
  step: string | null,
  trouble: string | null = null,
  says = /./,
  circumstances: Circumstances = {},
): Promise<void> {
  const clock = isSilence(trouble) ? hurried : systemClock
  const rungs = await examined(uri, { clock, ...circumstances })
  const failed = rungs.find(({ outcome }) => outcome === 'failed')
  if (step === null) {
    expect(failed).toBeUndefined()
    expect(rungs.at(-1)?.finding).toMatch(says)
    return
  }
  expect(failed).toMatchObject({ step, trouble, finding: expect.stringMatching(says) })
  expect(failed?.advice).not.toEqual([])
  expect(failed?.took).not.toBeNull()
}

/** Somebody who gives the same answers to whatever is asked, in the order of the fields; null turns it away. */
export const answering = (answers: readonly string[] | null): Asker => ({
  hostKey: unattended.hostKey,
  credentials: async ({ fields }) => {
    if (answers === null) throw new Failure('question.cancelled')
    return fields.map((_, at) => answers[at] ?? '')
  },
})
