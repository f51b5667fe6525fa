import { randomBytes } from 'node:crypto'

/** A name for a new row: 80 random bits, fit for a URL. It identifies and guards nothing. */
export const newId = (): string => randomBytes(10).toString('hex')
