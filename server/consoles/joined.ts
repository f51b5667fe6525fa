import type { Duplex, Transform } from 'node:stream'

/** What stands between a display and a browser: `shown` on the way to the browser, `typed` on the way back. */
export interface Between {
  shown: Transform
  typed: Transform
}

/**
 * Carries bytes both ways, at the pace of whoever takes them, until either side ends or `signal` aborts, or something
 * between them throws.
 */
export function joined(
  { display, browser, signal }: { display: Duplex; browser: Duplex; signal: AbortSignal },
  { shown, typed }: Between,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const streams: Duplex[] = [display, browser, shown, typed]
    const done = (cause?: Error | null) => {
      for (const stream of streams) {
        stream.off('close', ended)
        stream.off('end', ended)
        stream.off('error', done)
        // one more may come when it is closed
        stream.on('error', () => {})
      }
      signal.removeEventListener('abort', ended)
      display.unpipe(shown)
      shown.unpipe(browser)
      browser.unpipe(typed)
      typed.unpipe(display)
      if (cause) reject(cause)
      else resolve()
    }
    const ended = () => done()
    for (const stream of streams) {
      stream.on('close', ended)
      stream.on('end', ended)
      stream.on('error', done)
    }
    signal.addEventListener('abort', ended)
    if (signal.aborted) return done()
    display.pipe(shown, { end: false }).pipe(browser, { end: false })
    browser.pipe(typed).pipe(display, { end: false })
  })
}
