/** Whether the host that answers is the one that was meant: nothing says so yet. */
export interface HostKeyQuestion {
  kind: 'host-key'
  /** As it was dialled. */
  host: string
  port: number
  /** SSH's name of the key's kind: ssh-ed25519 … */
  keyType: string
  /** `SHA256:` and base64 without padding, as ssh-keygen -l prints it. */
  fingerprint: string
  /** The picture of ssh-keygen -lv, lines joined by newlines. */
  randomart: string
}

export interface QuestionField {
  /** What is asked, in the asker's words. */
  label: string
  /** It is not shown while it is typed. */
  secret: boolean
  /** Filled in already. */
  value: string
}

/** What is asked for to get in. */
export interface CredentialsQuestion {
  kind: 'credentials'
  what: 'ssh-password' | 'ssh-questions' | 'key-passphrase' | 'sasl'
  /** Whom or what it is for: `user@host`, a key's path. With `what` it names the credentials. */
  subject: string
  /** Why what was given last did not do; null the first time. */
  reason: string | null
  /** What the far side says about it, hostile text; null when it says nothing. */
  instruction: string | null
  fields: readonly QuestionField[]
}

export type Question = HostKeyQuestion | CredentialsQuestion

export type Trust = 'once' | 'always'

/**
 * Asks whoever wants the host open. Rejects with Failure: host.needs-you when nobody is there to be asked,
 * question.cancelled when they would rather not; or with what `signal` says when it aborts.
 */
export interface Asker {
  /** Who is asked: two attempts of one person need not ask twice. Absent: nobody, or nobody knows. */
  readonly person?: string | undefined
  hostKey(question: HostKeyQuestion, signal: AbortSignal): Promise<Trust>
  /**
   * One value a field. Without a `reason` it may answer by itself with what was given before for the same `what`
   * and `subject`; with one, that is forgotten and a person is asked.
   */
  credentials(question: CredentialsQuestion, signal: AbortSignal): Promise<readonly string[]>
}
