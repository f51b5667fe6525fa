import { existsSync } from 'node:fs'
import path from 'node:path'

/** The package's folder, found from a source as well as from what the compiler made of it. */
export const root: string = findRoot(import.meta.dirname)

function findRoot(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder
  const above = path.dirname(folder)
  if (above === folder) throw new Error('no package.json above this file')
  return findRoot(above)
}
