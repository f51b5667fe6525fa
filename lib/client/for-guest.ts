import type { Bytes } from '../units.ts'

/** What is put on a guest's clipboard at once; more is a file in the wrong place. */
export const mostForGuest: Bytes = 64 * 1024

/** Why a text is not put on a guest's clipboard, or null. */
export function whyNotForGuest(text: string): string | null {
  if (text === '') return 'There is nothing to put there.'
  // one character is three bytes of UTF-8 at most for each unit of its length
  if (text.length * 3 <= mostForGuest) return null
  const size = new TextEncoder().encode(text).length
  return size <= mostForGuest
    ? null
    : `What you copied has ${Math.ceil(size / 1024).toLocaleString('en')} KiB. At most 64 KiB go to a guest’s clipboard.`
}
