import { join } from 'node:path'

/** The larger world that comes with Oirase. `root` is the folder of package.json: the build does not copy XML. */
export const showcasePath = (root: string): string =>
  join(root, 'server', 'drivers', 'test', 'worlds', 'showcase.xml')

/** The address it opens by. */
export const showcaseUri = (root: string): string =>
  `test://${showcasePath(root).split('/').map(encodeURIComponent).join('/')}`
