/** What was lent of a buffer: bytes not yet spent, and what is done when there is none left. */
interface Loan {
  left: number
  back(): void
}

const loans = new WeakMap<ArrayBufferLike, Loan>()

/** Lends the first `count` bytes of a buffer that is nobody else's; `back` is called once all of them are spent. */
export function lend(buffer: Buffer, count: number, back: () => void): Buffer {
  loans.set(buffer.buffer, { left: count, back })
  return buffer.subarray(0, count)
}

/**
 * Says that nobody reads these bytes any more: whoever ends their way does so, once for each byte. Of those that were
 * lent by nobody it does nothing, and what is never spent is collected as usual.
 */
export function spend(bytes: Buffer): void {
  const loan = loans.get(bytes.buffer)
  if (loan === undefined) return
  loan.left -= bytes.length
  if (loan.left > 0) return
  loans.delete(bytes.buffer)
  loan.back()
}
