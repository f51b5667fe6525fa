import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * What virsh says to a row of commands. The `.txt` files beside this one were written by virsh 9.0:
 * golden.real.test.ts compares them with the virsh at hand (and writes them anew with `--update`), and
 * golden.test.ts compares the driver with them.
 */
export interface Transcript {
  /** DIR in it stands for the folder of these files, where virsh runs too. */
  uri: string
  steps: Step[]
}

export interface Step {
  /** TMP in it stands for a folder that is empty at first. */
  command: string
  /** Lines without those that are empty, and without what virsh says of its own. */
  says: string[]
}

export const transcripts = [
  ...['default.txt', 'definitions.txt', 'lifecycle.txt'],
  ...['changes.txt', 'resources.txt', 'files.txt', 'defined.txt'],
]

export const goldenPath = (name: string): string => join(import.meta.dirname, name)

export function readTranscript(name: string): Transcript {
  const [first = '', ...lines] = readFileSync(goldenPath(name), 'utf8').trimEnd().split('\n')
  const steps: Step[] = []
  for (const line of lines) {
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), says: [] })
    else steps.at(-1)?.says.push(line)
  }
  return { uri: first.slice('# '.length), steps }
}

export function writeTranscript({ uri, steps }: Transcript): string {
  const lines = steps.flatMap(({ command, says }) => [`$ ${command}`, ...says])
  return `${[`# ${uri}`, ...lines].join('\n')}\n`
}

/** All commands by one virsh, so that each sees what the ones before it did. */
export function askVirsh({ uri, steps }: Transcript): Transcript {
  const folder = mkdtempSync(join(tmpdir(), 'oirase-golden-'))
  const script = steps.map(({ command }) => `echo '$ ${command}\n'; ${command}`).join('; ')
  const said = runVirsh(uri.replace('DIR', import.meta.dirname), script.replaceAll('TMP', folder))
    .replaceAll(folder, 'TMP')
    .split(/^\$ /m)
    .slice(1)
  rmSync(folder, { recursive: true })
  const answers = said.map((step) =>
    step
      .split('\n')
      .slice(1)
      .filter((line) => line !== ''),
  )
  return {
    uri,
    steps: steps.map(({ command }, index) => ({
      command,
      says: essence(command, answers[index] ?? []),
    })),
  }
}

/** virsh 9.0 now and then waits for ever in `managedsave`, `save` and `dump`: they are done before it begins to wait. */
const patience = { timeout: 15_000, tries: 5 }

function runVirsh(uri: string, script: string): string {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
  const { timeout } = patience
  for (let tries = 0; tries < patience.tries; tries++) {
    const args = ['-c', 'exec virsh -q -c "$0" "$1" 2>&1', uri, script]
    const cwd = import.meta.dirname
    const { stdout, signal } = spawnSync('/bin/sh', args, { encoding: 'utf8', env, cwd, timeout })
    if (signal === null) return stdout
  }
  throw new Error(`virsh did not come back ${patience.tries} times`)
}

/** Rows that depend on nothing but the world. */
const figures =
  /^(Id|Name|UUID|State|CPU\(s\)|Max memory|Used memory|Persistent|Autostart|Managed save):/

/** Without virsh's alignment, its own sentences and what differs from one moment to the next. */
function essence(command: string, lines: string[]): string[] {
  const errors = lines.filter((line) => line.startsWith('error: '))
  if (errors.length > 0) return errors.slice(-1)
  if (/xml|capabilities/.test(command)) return lines
  const words = lines.map((line) => line.trim().replace(/\s{2,}/g, '  '))
  if (command.startsWith('dominfo')) return words.filter((line) => figures.test(line))
  if (command.startsWith('vcpuinfo')) return words.filter((line) => !/^CPU time/.test(line))
  if (command.startsWith('domifaddr')) return words.map((line) => line.replace(/\/\d+$/, ''))
  // What an action says when it worked is a sentence of virsh's.
  return words.filter((line) => !/^Domain '/.test(line))
}
