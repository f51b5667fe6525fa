import { sshTrouble } from '../../../lib/libvirt/troubles/ssh.ts'
import { type Directive, placeOf } from './ssh-config-line.ts'
import { matchesAny, matchesList } from './ssh-config-pattern.ts'
import { expandTokens } from './ssh-config-tokens.ts'

/** What Host and Match ask about. */
export interface Facts {
  /** As the person wrote it. */
  host: string
  /** The user named by the person; null: none. */
  user: string | null
  account: string
}

/** What holds for a host: the first of each keyword, all of those that add up. */
export interface Found {
  values: ReadonlyMap<string, readonly Directive[]>
  notes: readonly string[]
}

const addingUp = new Set(['identityfile', 'certificatefile'])

interface Run {
  facts: Facts
  values: Map<string, Directive[]>
  notes: Set<string>
  /** The second reading, in which “Match final” holds. */
  final: boolean
  wantsFinal: boolean
}

/** What files, one after the other, say about a host (process_config_line, readconf.c). Nothing is ever run for it. */
export function evaluate(files: readonly (readonly Directive[])[], facts: Facts): Found {
  const run: Run = { facts, values: new Map(), notes: new Set(), final: false, wantsFinal: false }
  for (const file of files) walk(file, true, run)
  if (run.wantsFinal) {
    run.final = true
    settleName(run)
    for (const file of files) walk(file, true, run)
  }
  return { values: run.values, notes: [...run.notes] }
}

/** By the second reading the name is settled, HostName or none (ssh.c). */
function settleName({ values, facts }: Run): void {
  if (values.has('hostname')) return
  const args = [facts.host.replaceAll('%', '%%')]
  const place = { file: 'the first reading', line: 0 }
  values.set('hostname', [{ keyword: 'hostname', args, rest: '', included: null, ...place }])
}

/** `active`: whether the lines hold that stand before any Host or Match; in a file that does not hold, none does. */
function walk(directives: readonly Directive[], active: boolean, run: Run): void {
  let holds = active
  for (const directive of directives) {
    if (directive.keyword === 'host') holds = active && matchesAny(directive.args, run.facts.host)
    else if (directive.keyword === 'match') holds = matchHolds(directive, run) && active
    else if (directive.included !== null)
      for (const file of directive.included) walk(file, holds, run)
    else if (holds) take(directive, run)
  }
}

function take(directive: Directive, { values }: Run): void {
  const { keyword } = directive
  const before = values.get(keyword)
  if (before === undefined) values.set(keyword, [directive])
  else if (addingUp.has(keyword) && !before.some((one) => one.rest === directive.rest)) {
    before.push(directive)
  }
}

/** All its criteria must hold; each may be negated. */
function matchHolds(directive: Directive, run: Run): boolean {
  const words = directive.args.flatMap((word) => {
    const [, name, value] = /^(!?\w+)=(.*)$/s.exec(word) ?? []
    return name === undefined || value === undefined ? [word] : [name, value]
  })
  if (words.length === 0) throw bad(directive, 'has no criterion')
  let holds = true
  while (words.length > 0) {
    const word = words.shift()!.toLowerCase()
    const negated = word.startsWith('!')
    const name = negated ? word.slice(1) : word
    const value = bare.has(name) ? '' : words.shift()
    if (value === undefined) throw bad(directive, `has nothing after “${name}”`)
    if (unfollowed.has(name)) {
      const left = name === 'exec' ? 'is not run' : 'is not followed'
      run.notes.add(`Match ${name} in ${placeOf(directive)} ${left}: its block is left out.`)
      holds = false
    } else if (criterion(name, value, directive, run) === negated) holds = false
  }
  return holds
}

/** `exec` would run a program; the others are of later versions of OpenSSH. */
const unfollowed = new Set(['exec', 'localnetwork', 'tagged', 'sessiontype', 'command', 'version'])
const bare = new Set(['all', 'final', 'canonical'])

function criterion(name: string, value: string, directive: Directive, run: Run): boolean {
  const { facts, values } = run
  switch (name) {
    case 'all':
      return true
    case 'final':
      run.wantsFinal = true
      return run.final
    case 'canonical':
      return false // names are not made canonical here
    case 'host':
      return matchesList(value, hostName(values, facts))
    case 'originalhost':
      return matchesList(value, facts.host)
    case 'user':
      return matchesList(value, facts.user ?? values.get('user')?.[0]?.args[0] ?? facts.account)
    case 'localuser':
      return matchesList(value, facts.account)
    default:
      throw bad(directive, `has “${name}”, which is not known here`)
  }
}

/** The name to dial as far as it is known by now. */
export const hostName = (values: Found['values'], { host }: Facts): string =>
  expandTokens(values.get('hostname')?.[0]?.args[0] ?? '%h', { h: host })

const bad = (directive: Directive, what: string) =>
  sshTrouble('ssh-config', `${placeOf(directive)} ${what}.`)
