import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** The paths of the files under `folder`, as a browser asks for them; none when it is not there. */
export function filesIn(folder: string): ReadonlySet<string> {
  if (!existsSync(folder)) return new Set()
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Set(
    files
      .filter((file) => file.isFile())
      .map((file) => `/${path.relative(folder, path.join(file.parentPath, file.name))}`),
  )
}
