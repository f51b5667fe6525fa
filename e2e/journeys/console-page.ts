import { expect, type Page } from '@playwright/test'
import { prompt } from '../lab/linux-guest.ts'

/** A machine's console page; `which`: `text-serial0`, `display-0` …, or the first that it has. */
export const consoleOf = (connection: string, uuid: string, which = ''): string =>
  `/connections/${connection}/domains/${uuid}/console${which && `?console=${which}`}`

export const terminal = (page: Page) => page.locator('[data-console=text] .xterm-rows')

/** A guest keeps nothing of what it said to nobody: asked again, its shell shows its prompt. */
export async function answers(page: Page): Promise<void> {
  await page.locator('[data-console=text] textarea').focus()
  await expect(async () => {
    await page.keyboard.press('Enter')
    await expect(terminal(page)).toContainText(prompt.trim(), { timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
}

/** How many colours a screen shows: one where nothing is drawn, more where there is a text. */
export const coloursOf = (page: Page, kind = 'vnc'): Promise<number> =>
  page.locator(`[data-console=${kind}] canvas`).evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas
    if (width * height === 0) return 0
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
    const colours = new Set<number>()
    for (let at = 0; at < pixels.length; at += 4) {
      colours.add(((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0))
    }
    return colours.size
  })
