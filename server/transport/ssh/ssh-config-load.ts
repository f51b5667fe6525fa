import path from 'node:path'
import { sshTrouble } from '../../../lib/libvirt/troubles/ssh.ts'
import type { Bytes } from '../../../lib/units.ts'
import { type FileText, readBounded } from './ssh-config-file.ts'
import { expandGlob } from './ssh-config-glob.ts'
import { type Directive, placeOf, readLine } from './ssh-config-line.ts'

const largest: Bytes = 1024 * 1024
const deepest = 16
const mostFiles = 64

interface Loading {
  home: string
  uid: number
  /** Where an Include without a folder looks. */
  folder: string
  /** Others may not write a person's own; the machine's is its administrator's business (readconf.c). */
  own: boolean
  left: { files: number }
}

/** All a configuration says, with what it includes; nothing when it is not there. */
export const loadConfig = (
  file: string,
  { home, uid, own }: Pick<Loading, 'home' | 'uid' | 'own'>,
): Promise<readonly Directive[]> =>
  load(file, { home, uid, own, folder: path.dirname(file), left: { files: mostFiles } }, 0)

async function load(file: string, loading: Loading, depth: number): Promise<readonly Directive[]> {
  if (depth > deepest || --loading.left.files < 0) {
    throw sshTrouble('ssh-config', `${file}: too many files are included.`)
  }
  const read = await readBounded(file, largest)
  if (read === null) return []
  if (loading.own) checkOwner(file, read, loading.uid)
  const directives: Directive[] = []
  for (const [at, text] of read.text.split('\n').entries()) {
    const place = { file, line: at + 1 }
    const line = readLine(text)
    if (line === null) continue
    const { keyword, args, rest } = line
    if (args === null)
      throw sshTrouble('ssh-config', `${placeOf(place)} has a quote that does not end.`)
    const included = keyword === 'include' ? await includes(args, loading, depth) : null
    directives.push({ keyword, args, rest, ...place, included })
  }
  return directives
}

async function includes(
  patterns: readonly string[],
  loading: Loading,
  depth: number,
): Promise<readonly Directive[][]> {
  const found: Directive[][] = []
  for (const pattern of patterns) {
    const full = /^~\//.test(pattern)
      ? path.join(loading.home, pattern.slice(2))
      : path.resolve(loading.folder, pattern)
    for (const file of await expandGlob(full, mostFiles)) {
      found.push([...(await load(file, loading, depth + 1))])
    }
  }
  return found
}

function checkOwner(file: string, { uid, mode }: FileText, ours: number): void {
  if ((uid !== 0 && uid !== ours) || (mode & 0o022) !== 0) {
    throw sshTrouble('ssh-config-writable', `${file} can be written by somebody else.`)
  }
}
