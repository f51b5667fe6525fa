/** What a command sees of the process it runs in. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>
  out(text: string): void
  err(text: string): void
}

/** Exit codes: it worked; it was tried and failed; it was asked wrongly. */
export const exitCodes = { done: 0, failed: 1, misused: 2 } as const
