import type { Asker } from '../../../lib/libvirt/question.ts'
import { tlsOwnTrouble } from '../../../lib/libvirt/troubles/tls-own.ts'

/** Asks for the passphrase of a file; `reason` says what was wrong with the last one. */
export type PassphraseAsker = (file: string, reason: string | null) => Promise<string>

const mostTries = 3

export const passphraseAsker =
  (asker: Asker, signal: AbortSignal): PassphraseAsker =>
  async (file, reason) => {
    const fields = [{ label: `Passphrase of ${file}`, secret: true, value: '' }]
    const question = { subject: file, reason, instruction: null, fields }
    const answer = { kind: 'credentials', what: 'key-passphrase', ...question } as const
    return (await asker.credentials(answer, signal))[0] ?? ''
  }

/** What OpenSSL says of a passphrase that is missing or wrong, rather than of a broken file. */
const locked =
  /bad decrypt|mac verify (failure|error)|bad password|interrupted or cancelled|passphrase required/i

/**
 * Opens a key that may have a passphrase: without, then with what is asked for. Throws tls-key-locked after three
 * wrong ones and tls-key-format for what OpenSSL does not understand.
 */
export async function withPassphrase<T>(
  file: string,
  ask: PassphraseAsker,
  open: (passphrase: string | null) => T,
): Promise<T> {
  let passphrase: string | null = null
  for (let tries = 0; ; tries += 1) {
    const opened = attempt(() => open(passphrase))
    if ('made' in opened) return opened.made
    const { cause } = opened
    if (!isLocked(cause)) {
      const said = `Unable to read the key in '${file}': ${cause.message}`
      throw tlsOwnTrouble('tls-key-format', said, { cause })
    }
    if (tries >= mostTries) throw tlsOwnTrouble('tls-key-locked', `'${file}' stays locked.`)
    passphrase = await ask(file, tries === 0 ? null : 'That passphrase does not open it.')
  }
}

const isLocked = (cause: NodeJS.ErrnoException): boolean =>
  cause.code === 'ERR_MISSING_PASSPHRASE' || locked.test(cause.message)

function attempt<T>(open: () => T): { made: T } | { cause: NodeJS.ErrnoException } {
  try {
    return { made: open() }
  } catch (cause) {
    return { cause: cause as NodeJS.ErrnoException }
  }
}
