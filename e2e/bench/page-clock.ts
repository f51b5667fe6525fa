import type { Page } from '@playwright/test'
import type { Milliseconds } from '../../lib/units.ts'

/** Since the epoch as Date.now(), but finer: one clock for this process and every page on the machine. */
export const now = (): Milliseconds => performance.timeOrigin + performance.now()

/** One element that `where` selects says all of `texts`; null: it says something else than when this was armed. */
export interface Sight {
  where: string
  texts: readonly string[] | null
}

declare global {
  /** What the page itself promises: when each armed sight was first drawn. */
  var drawnAt: Promise<Milliseconds> | undefined
}

/**
 * Runs in the page, by itself: nothing outside of it exists there. A ResizeObserver is first told in the very frame
 * that draws what was just changed, whether the change came within that frame's callbacks or before them, and a
 * message posted from there arrives when that frame is done.
 */
function arm({ where, texts }: Sight): void {
  const said = () => [...document.querySelectorAll(where)].map((each) => each.textContent ?? '')
  const before = texts === null ? said().join() : ''
  const isThere = () =>
    texts === null
      ? said().join() !== before
      : said().some((each) => texts.every((text) => each.includes(text)))
  globalThis.drawnAt = new Promise((resolve) => {
    const look = () => {
      if (!isThere()) return
      changes.disconnect()
      const frame = new ResizeObserver(() => {
        frame.disconnect()
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          port1.close()
          resolve(performance.timeOrigin + performance.now())
        }
        port2.postMessage(null)
      })
      frame.observe(document.documentElement)
    }
    const changes = new MutationObserver(look)
    changes.observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    })
    look()
  })
}

/** Looks for it in the page as it is, from now on: then do what brings it, then ask `drawn`. */
export const watchFor = (page: Page, sight: Sight): Promise<void> => page.evaluate(arm, sight)

/** Looks for it in every document that the page loads from now on. */
export async function watchFromStart(page: Page, sight: Sight): Promise<void> {
  await page.addInitScript(arm, sight)
}

/** When the first picture with what was armed was drawn, and of a navigation when it began. */
export const drawn = (page: Page): Promise<{ at: Milliseconds; since: Milliseconds }> =>
  page.evaluate(async () => ({
    at: (await globalThis.drawnAt) ?? Number.NaN,
    since: performance.timeOrigin,
  }))

/** From a key going down in the page to the picture that shows `sight`. */
export async function keyToPicture(page: Page, key: string, sight: Sight): Promise<Milliseconds> {
  await page.evaluate(() => {
    const note = ({ timeStamp }: Event) => {
      document.documentElement.dataset.keyAt = String(performance.timeOrigin + timeStamp)
    }
    addEventListener('keydown', note, { capture: true, once: true })
  })
  await watchFor(page, sight)
  await page.keyboard.press(key)
  const { at } = await drawn(page)
  return at - Number(await page.evaluate(() => document.documentElement.dataset.keyAt))
}
