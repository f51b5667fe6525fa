import { getSystemErrorMap } from 'node:util'

/** The words of strerror(3): libuv's are the same but for the first letter. */
export function errnoWords({ errno, message }: NodeJS.ErrnoException): string {
  const words = getSystemErrorMap().get(errno ?? 0)?.[1] ?? message
  return words.charAt(0).toUpperCase() + words.slice(1)
}
