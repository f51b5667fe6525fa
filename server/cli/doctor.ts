import { systemClock } from '../../lib/clock.ts'
import { examine } from '../connections/doctor.ts'
import { readSurroundings } from '../connections/surroundings.ts'
import { exitCodes, type Io } from './io.ts'
import { driverOpenerOf } from './open-driver.ts'
import { terminalAsker } from './terminal-asker.ts'
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
    const print = printer(io)
    const onRungs = json ? undefined : print
    const asker = terminalAsker()
    const what = { uri, readOnly, surroundings, openDriver, clock: systemClock, asker }
    const rungs = await examine({ ...what, onRungs })
    if (json) io.out(`${visibleJson(rungs)}\n`)
    else print(rungs, 'all')
    const failed = rungs.some(({ outcome }) => outcome === 'failed')
    return failed ? exitCodes.failed : exitCodes.done
  })

/** Prints what has been climbed since it was called last; with `all` also what was not tried. */
function printer(io: Io) {
  let printed = 0
  return (rungs: readonly Rung[], which: 'ended' | 'all' = 'ended') => {
    const next = rungs.slice(printed)
    const pending = next.findIndex(
      ({ outcome }) => outcome === 'climbing' || outcome === 'not-tried',
    )
    const ready = which === 'all' || pending === -1 ? next : next.slice(0, pending)
    printed += ready.length
    for (const rung of ready) io.out(lineOf(rung))
  }
}

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
