import type { Clock } from '../../lib/clock.ts'
import { asFailure } from '../../lib/failure.ts'
import type { Milliseconds } from '../../lib/units.ts'
import { readCapabilities } from '../../lib/xml/capabilities.ts'
import type { Driver } from '../drivers/driver.ts'

/** A host starts a daemon of its own for some of them; what takes longer is told as not known. */
const patience: Milliseconds = 5_000
const mostNamed = 4

type Answer = 'yes' | 'no' | 'unknown'

/** What is asked for each ability; `null` is the driver's own "never". */
const asked: Record<string, (driver: Driver, signal: AbortSignal) => Promise<unknown> | null> = {
  figures: ({ stats }, signal) => stats?.sample(signal) ?? null,
  networks: ({ networks }) => networks?.list() ?? null,
  storage: ({ pools }) => pools?.list() ?? null,
  interfaces: ({ interfaces }) => interfaces?.list() ?? null,
  devices: ({ nodeDevices }) => nodeDevices?.list() ?? null,
}

/** What a host that is open can and cannot, in sentences. Never throws. */
export async function abilitiesOf(
  driver: Driver,
  readOnly: boolean,
  clock: Clock,
): Promise<{ finding: string; warnings: string[] }> {
  const late = new AbortController()
  const patient = <T>(answer: Promise<T>, otherwise: T) => within(answer, otherwise, clock)
  const [runs, ...answers] = await Promise.all([
    patient(typesOf(driver), ''),
    ...Object.values(asked).map((ask) => patient(answerOf(ask(driver, late.signal)), 'unknown')),
  ])
  late.abort()
  const those = (wanted: Answer) => Object.keys(asked).filter((_, at) => answers[at] === wanted)
  const said = (words: string, list: readonly string[]) =>
    list.length === 0 ? '' : `${words} ${list.join(', ')}.`
  const finding = [
    runs,
    said('It tells of', those('yes')),
    said('It has no', those('no')),
    readOnly ? 'Read-only: nothing can be changed.' : '',
  ]
  return {
    finding: finding.filter((sentence) => sentence !== '').join(' '),
    warnings: those('unknown').map((name) => `It did not answer when asked for its ${name}.`),
  }
}

const answerOf = async (answer: Promise<unknown> | null): Promise<Answer> =>
  answer === null
    ? 'no'
    : answer.then(
        () => 'yes',
        (cause: unknown) => (asFailure(cause).code === 'host.unsupported' ? 'no' : 'unknown'),
      )

const isWord = (text: string): boolean => /^[\w.-]{1,32}$/.test(text)

/** Which kinds of guest it runs, on which processors: `It runs kvm (x86_64), qemu (aarch64, …).` */
async function typesOf({ node }: Driver): Promise<string> {
  const types = new Map<string, Set<string>>()
  try {
    for (const { arch, domainTypes } of readCapabilities(await node.capabilities()).guests) {
      for (const type of domainTypes.filter(isWord)) {
        types.set(type, (types.get(type) ?? new Set()).add(isWord(arch) ? arch : '?'))
      }
    }
  } catch {
    return '' // not every hypervisor says, and what one says may be anything
  }
  const each = [...types].slice(0, mostNamed).map(([type, arches]) => {
    const more = arches.size > mostNamed ? ` and ${arches.size - mostNamed} more` : ''
    return `${type} (${[...arches].slice(0, mostNamed).join(', ')}${more})`
  })
  return each.length === 0 ? '' : `It runs ${each.join(', ')}.`
}

async function within<T>(answer: Promise<T>, otherwise: T, clock: Clock): Promise<T> {
  const done = new AbortController()
  const late = clock.sleep(patience, done.signal).then(() => otherwise)
  try {
    return await Promise.race([answer, late])
  } finally {
    done.abort()
  }
}
