import { existsSync } from 'node:fs'
import path from 'node:path'

/** Where package.json lies: compiled code stands one folder deeper than its source, and shell and C are not compiled. */
export function repositoryRoot(from = import.meta.dirname): string {
  return existsSync(path.join(from, 'package.json')) ? from : repositoryRoot(path.dirname(from))
}
