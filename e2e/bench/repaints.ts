import type { Page } from '@playwright/test'

/** Watches one machine's row for what it says, with the browser's own time of each repaint. */
export async function repaints(page: Page, name: string) {
  await page.evaluate((machine) => {
    const seen: { at: number; text: string }[] = []
    ;(window as { seen?: typeof seen }).seen = seen
    const look = () => {
      const rows = [...document.querySelectorAll('[data-row]')]
      const text = rows.find((each) => each.textContent?.includes(machine))?.textContent ?? ''
      if (seen.at(-1)?.text !== text) seen.push({ at: Date.now(), text })
    }
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    })
  }, name)
  return {
    /** When the row last came to contain `words`, in ms since the epoch; waits for it. */
    async next(words: string): Promise<number> {
      const at = await page.waitForFunction((wanted) => {
        const seen = (window as { seen?: { at: number; text: string }[] }).seen ?? []
        const last = seen.at(-1)
        if (last === undefined || !last.text.includes(wanted)) return null
        return (
          seen.findLast(
            (each, index) => !seen[index - 1]?.text.includes(wanted) && each.text.includes(wanted),
          )?.at ?? null
        )
      }, words)
      return (await at.jsonValue()) as number
    },
  }
}
