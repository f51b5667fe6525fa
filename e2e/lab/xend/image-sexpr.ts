import type { XenDomain } from './domain.ts'
import type { Personality } from './personality.ts'
import type { Value } from './python-value.ts'
import { type Parsed, settingOf } from './sxp-parse.ts'

const boot = ['kernel', 'ramdisk', 'root', 'args']

/** `(linux (kernel …) …)` since 3.0.4: the root goes into the arguments, and `ip` and what else is gone. */
export function imageSexpr({ image }: XenDomain, personality: Personality): Value {
  const [kind = 'linux', ...settings] = image ?? []
  const text = (key: string): string => {
    const value = settingOf(settings, key)
    return typeof value === 'string' ? value : ''
  }
  const root = text('root')
  const rooted = root === '' ? [] : [root.startsWith('root=') ? root : `root=${root}`]
  const given = text('args') === '' ? [] : [text('args')]
  const args = personality.version === '3.0.4' ? [...given, ...rooted] : [...rooted, ...given]
  const rest = settings.filter((one) => !Array.isArray(one) || !boot.includes(String(one[0])))
  const ramdisk = text('ramdisk')
  return [
    kind,
    ['kernel', text('kernel')],
    ...(ramdisk === '' ? [] : [['ramdisk', ramdisk]]),
    ...(args.length === 0 ? [] : [['args', args.join(' ')]]),
    ...(personality.version === '4.1' ? recent(rest) : []),
    ...rest,
  ]
}

/** What 4.1 says of every image. */
const recent = (rest: readonly Parsed[]): Value[] =>
  [
    ['superpages', 0],
    ['tsc_mode', 0],
    ['videoram', 4],
  ].filter(([key]) => settingOf(rest, String(key)) === undefined)
