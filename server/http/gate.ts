import { paths } from '../../lib/paths.ts'

/** Files that a browser asks for beside any page: icons and the manifest that Next makes of app/. */
const beside = /^\/(?:favicon|icon|apple-icon|manifest|robots)[^/]*$/

/** Whether a path of the pages may be had without a session: the sign-in page and what it is drawn with. Nothing there is secret. */
export function isOpenToAll(path: string, files: ReadonlySet<string>, dev: boolean): boolean {
  if (path === paths.signIn() || files.has(path) || beside.test(path)) return true
  return path.startsWith(dev ? '/_next/' : '/_next/static/') || (dev && path.startsWith('/__next'))
}

/** Where somebody without a session is sent, to come back to what they asked for. */
export function signInFor(url: URL): string {
  url.searchParams.delete('_rsc') // the router's own mark, no part of the page's address
  const next = `${url.pathname}${url.search}`
  return paths.signIn(next === paths.home() ? undefined : next)
}
