import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../root.ts'

/** Every file git knows of or would take, relative to the root. */
export const trackedFiles = (): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter(Boolean)

/** Hand-written TypeScript, path to text; files deleted but not yet committed are left out. */
export function sources(): Map<string, string> {
  const found = new Map<string, string>()
  for (const file of trackedFiles()) {
    if (!/\.tsx?$/.test(file) || file.endsWith('.d.ts')) continue
    try {
      found.set(file, readFileSync(path.join(root, file), 'utf8'))
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
    }
  }
  return found
}

const specifier = /(?:from\s+|import\s*\(\s*|import\s+)['"]([^'"]+)['"]/g

/** What a file imports of ours, resolved to paths from the root; packages and Node's modules are left out. */
export function importsOf(file: string, text: string): string[] {
  const found: string[] = []
  for (const [, target = ''] of text.matchAll(specifier)) {
    if (target.startsWith('@/')) found.push(target.slice(2))
    else if (target.startsWith('.')) found.push(path.posix.join(path.posix.dirname(file), target))
  }
  return found
}
