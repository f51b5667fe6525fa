import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { repositoryRoot } from './repository-root.ts'

const root = repositoryRoot()

const newest = (folder: string): number =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .reduce((last, file) => Math.max(last, statSync(path.join(root, folder, file)).mtimeMs), 0)

/** The command `oirase`, compiled from the sources as they are: the build's when it is, else one of our own. */
export function compiledMain(): string {
  const sources = Math.max(newest('server'), newest('lib'))
  const mains = ['dist', 'node_modules/.cache/oirase-lab'].map((folder) =>
    path.join(root, folder, 'server/main.js'),
  )
  const [build = '', own = ''] = mains
  const isNew = (main: string) => existsSync(main) && statSync(main).mtimeMs >= sources
  if (isNew(build)) return build
  if (!isNew(own)) compile(path.dirname(path.dirname(own)))
  return own
}

/** Beside, and then put in its place whole: another process may be about to run it, or be compiling as well. */
function compile(folder: string): void {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
  const fresh = `${folder}-${process.pid}`
  const args = [tsc, '-p', path.join(root, 'server/tsconfig.json'), '--noCheck', '--outDir', fresh]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the server does not compile:\n${stdout}`)
  rmSync(folder, { recursive: true, force: true })
  try {
    renameSync(fresh, folder)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw cause
    rmSync(fresh, { recursive: true }) // the other was quicker, with the same
  }
}
