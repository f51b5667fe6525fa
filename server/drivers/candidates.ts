import { Failure, type FailureCode } from '../../lib/failure.ts'
import type { Dial, Open } from '../../lib/libvirt/plan-types.ts'

/** A plan with its other ways, or one of these. */
export type Dialled = Dial & Pick<Open, 'candidates'>

/** The ways to open a plan, in the order to try them: itself, and those that come after it. */
export function waysOf(plan: Dialled): Dial[] {
  const { candidates = [] } = plan
  const isSame = ({ driver, socket }: Dial) => driver === plan.driver && socket === plan.socket
  const { candidates: _, ...first } = plan
  return [first, ...candidates.slice(candidates.findIndex(isSame) + 1)]
}

/** Nobody there, nobody for us, or nobody who has what was asked for. */
const absent: readonly FailureCode[] = [
  'host.unreachable',
  'host.silent',
  'host.lost',
  'host.denied',
  'host.not-libvirt',
  'host.not-xend',
  'uri.refused',
]

/** Whether a failed way is a reason to try the next one. One that asked who we are has answered. */
export const triesNext = (failure: Failure): boolean => absent.includes(failure.code)

/** The same kind of failure as the first way came to, since that is the one that was meant; with what all of them said. */
export function noWay(failures: readonly Failure[], ways: readonly Dial[]): Failure {
  const [first] = failures as [Failure]
  if (failures.length === 1) return first
  const said = failures.map(({ message }, at) => `${wayWords(ways[at] as Dial)}: ${message}`)
  return new Failure(first.code, said.join(' '), { cause: first, trouble: first.trouble })
}

/** A way as the beginning of a sentence about it. */
export function wayWords({ driver, transport, host, port, socket }: Dial): string {
  if (driver === 'xen-proxy') return 'The Xen proxy'
  if (driver === 'xend') {
    return transport === 'unix' ? `xend at ${socket}` : `xend at ${host}, port ${port}`
  }
  return transport === 'unix' ? `libvirt’s daemon at ${socket}` : 'libvirt’s daemon'
}
