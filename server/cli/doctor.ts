import { systemClock } from '../../lib/clock.ts'
import { examine } from '../connections/doctor.ts'
import { readSurroundings } from '../connections/surroundings.ts'
import { exitCodes, type Io } from './io.ts'
import { driverOpenerOf } from './open-driver.ts'
import { withUriArgs } from './uri-args.ts'
import { visible, visibleJson } from './visible.ts'

type Rung = Awaited<ReturnType<typeof examine>>[number]

const command = {
  name: 'doctor',
  flags: ['readonly', 'json'],
  usage: `usage: oirase doctor [--readonly] [--json] URI

Opens a connection step by step, says where that ends and what to do about it.
`,
} as const

/** Prints the ladder of a URI. Returns the exit code: 1 when a rung failed, 2 when asked wrongly. */
export const runDoctor = (args: string[], io: Io): Promise<number> =>
  withUriArgs(command, args, io, async ({ uri, readonly: readOnly, json }) => {
    const surroundings = await readSurroundings(io.env, '')
    const openDriver = driverOpenerOf(io.env)
    const rungs = await examine({ uri, readOnly, surroundings, openDriver, clock: systemClock })
    io.out(json ? `${visibleJson(rungs)}\n` : rungs.map(lineOf).join(''))
    const failed = rungs.some(({ outcome }) => outcome === 'failed')
    return failed ? exitCodes.failed : exitCodes.done
  })

const marks: Record<Rung['outcome'], string> = {
  ok: '✓',
  warned: '!',
  failed: '✗',
  climbing: '…',
  'not-tried': '·',
}

/** One line a rung, and under a failed one what to do, each with its command. */
export function lineOf({ step, outcome, finding, advice, took }: Rung): string {
  const time = took === null ? '' : `${took} ms`
  const found = outcome === 'not-tried' ? 'not tried' : visible(finding)
  const lines = advice.flatMap(({ say, run }) => [
    `    ${visible(say)}`,
    ...(run === null ? [] : [`      $ ${visible(run)}`]),
  ])
  return `${[`${marks[outcome]} ${step.padEnd(13)}${time.padStart(8)}  ${found}`, ...lines].join('\n')}\n`
}
