/** Text as a person compares it: case, accents and compatibility forms do not count. */
export const fold = (text: string): string =>
  // Plain ASCII is nearly every name there is, and normalising it would cost ten times the rest.
  /^[\x20-\x7e]*$/.test(text)
    ? text.toLowerCase()
    : text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * A key whose plain `<` puts `web-2` before `web-10`: each run of digits is preceded by its length.
 * The same on every machine, whatever its locale, so that a shared link shows the same order.
 */
export const naturalKey = (text: string): string =>
  fold(text).replace(/\d+/g, (digits) => {
    const significant = digits.replace(/^0+(?=\d)/, '')
    return `0${String.fromCharCode(0x30 + Math.min(significant.length, 70))}${significant}`
  })
