/** What is only told to ssh2's log: its events leave it out, or tell it too late. */
export interface Overheard {
  /** The server's first line. */
  ident: string | null
  kex: string | null
  cipher: string | null
  /** What may still be used to log in; ssh2 hands on an older list after a key of several steps was accepted. */
  left: readonly string[] | null
}

export const nothingYet = (): Overheard => ({ ident: null, kex: null, cipher: null, left: null })

/** Lines of ssh2 1.17; of other versions they may differ, and then findings are poorer. */
export function overhear(line: string, heard: Overheard): void {
  const read = (pattern: RegExp) => pattern.exec(line)?.[1]?.slice(0, 400)
  heard.ident ??= read(/^Remote ident: '(.*?)(?:\\r|\\n|')/) ?? null
  heard.kex ??= read(/^Handshake: KEX algorithm: (\S+)$/) ?? null
  heard.cipher ??= read(/^Handshake: C->S Cipher: (\S+)$/) ?? null
  const left = read(/^Inbound: Received USERAUTH_FAILURE \((.*)\)$/)
  if (left !== undefined) heard.left = left.split(',').filter(Boolean)
}
