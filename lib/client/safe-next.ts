import { paths } from '../paths.ts'

/** Where to go after signing in: only a path of this site, however the address was made up; else home. */
export function safeNext(asked: string | null): string {
  if (asked === null || !asked.startsWith('/')) return paths.home()
  const here = 'http://here.invalid'
  try {
    const url = new URL(asked, here)
    if (url.origin !== here || url.pathname === paths.signIn()) return paths.home()
    return url.pathname + url.search + url.hash
  } catch {
    // not an address at all: home is as good a place as any
    return paths.home()
  }
}
