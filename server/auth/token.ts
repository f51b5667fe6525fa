import { createHash, randomBytes } from 'node:crypto'

/** What a cookie or a one-time link carries: 256 random bits, fit for a URL. Whoever has it is let in. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of it. Without salt or stretching: 256 random bits cannot be guessed from their hash. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
