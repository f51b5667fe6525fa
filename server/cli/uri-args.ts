import { parseArgs } from 'node:util'
import { asFailure, failureKinds } from '../../lib/failure.ts'
import { exitCodes, type Io } from './io.ts'
import { visible } from './visible.ts'

/** What a command that takes one URI was asked: the URI and which of its flags are set. */
export type UriArgs<Flag extends string> = { uri: string } & Record<Flag, boolean>

/**
 * Runs a command of one URI. Returns the exit code: 1 with the failure's sentence when `work` throws one,
 * 2 with the usage when it was asked wrongly.
 */
export async function withUriArgs<Flag extends string>(
  { name, usage, flags }: { name: string; usage: string; flags: readonly Flag[] },
  args: string[],
  io: Io,
  work: (asked: UriArgs<Flag>) => Promise<number>,
): Promise<number> {
  const asked = read(args, flags)
  if (asked === 'help') {
    io.out(usage)
    return exitCodes.done
  }
  if (asked === 'wrong') {
    io.err(usage)
    return exitCodes.misused
  }
  try {
    return await work(asked)
  } catch (cause) {
    const { code, detail } = asFailure(cause)
    const said = [failureKinds[code].say, detail].filter(Boolean).join(' ')
    io.err(`oirase ${name}: ${visible(said)}\n`)
    return exitCodes.failed
  }
}

function read<Flag extends string>(
  args: string[],
  flags: readonly Flag[],
): UriArgs<Flag> | 'help' | 'wrong' {
  const options = Object.fromEntries(
    [...flags, 'help'].map((flag) => [flag, { type: 'boolean', default: false } as const]),
  )
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
    if (values.help) return 'help'
    const [uri, ...more] = positionals
    if (uri === undefined || more.length > 0) return 'wrong'
    return { uri, ...(values as Record<Flag, boolean>) }
  } catch {
    return 'wrong'
  }
}
