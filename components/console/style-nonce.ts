/**
 * Runs what makes `<style>` elements of its own, so that this page's policy lets them in: they get the nonce that came
 * with the page. Only while `work` runs.
 */
export function withStyleNonce<T>(work: () => T): T {
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? ''
  const make = document.createElement
  document.createElement = function (this: Document, ...args: Parameters<typeof make>) {
    const element = make.apply(this, args)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  } as typeof make
  try {
    return work()
  } finally {
    document.createElement = make
  }
}
