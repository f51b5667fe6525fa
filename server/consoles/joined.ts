import type { Duplex, Transform } from 'node:stream'

/**
 * Carries bytes both ways, at the pace of whoever takes them, until either side ends or `signal` aborts. `typed` stands
 * between the browser and the display.
 */
export function joined(
  { display, browser, signal }: { display: Duplex; browser: Duplex; signal: AbortSignal },
  typed: Transform,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const streams: Duplex[] = [display, browser, typed]
    const done = (cause?: Error | null) => {
      for (const stream of streams) {
        stream.off('close', ended)
        stream.off('end', ended)
        stream.off('error', done)
        // one more may come when it is closed
        stream.on('error', () => {})
      }
      signal.removeEventListener('abort', ended)
      display.unpipe(browser)
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
    display.pipe(browser, { end: false })
    browser.pipe(typed).pipe(display, { end: false })
  })
}
