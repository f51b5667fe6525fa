import type { Page } from '@playwright/test'
import type { Milliseconds } from '../../lib/units.ts'
import { keyToPicture } from './page-clock.ts'

const rounds = 5
/** Each of them changes how many are found; free text would also find the digits of a world's path. */
const keys = ['1', '2', '3', 'Backspace', 'Backspace', 'Backspace']

/** From each key pressed in the filter to the picture of what it leaves. */
export async function filterKeys(page: Page): Promise<Milliseconds[]> {
  const filter = page.getByLabel('Filter machines')
  await filter.fill('name:')
  const waits: Milliseconds[] = []
  for (const key of Array.from({ length: rounds }, () => keys).flat()) {
    await page.waitForTimeout(120 + Math.random() * 30)
    waits.push(await keyToPicture(page, key, { where: '[role=status]', texts: null }))
  }
  await filter.fill('')
  return waits
}

/** From Ctrl+K to the palette, with all machines in it. */
export async function paletteOpens(page: Page): Promise<Milliseconds[]> {
  const waits: Milliseconds[] = []
  // its code comes when the page has nothing better to do
  await page.waitForTimeout(3_000)
  for (let round = 0; round < 3 * rounds; round += 1) {
    await page.keyboard.down('Control')
    waits.push(await keyToPicture(page, 'k', { where: '[role=listbox] [role=option]', texts: [] }))
    await page.keyboard.up('Control')
    await page.keyboard.press('Escape')
    await page.getByRole('listbox', { name: 'Results' }).waitFor({ state: 'detached' })
    await page.waitForTimeout(100 + Math.random() * 50)
  }
  return waits
}

/** Scrolls the list by two rows and a half a picture for five seconds: the time from each picture to the next. */
export async function scroll(page: Page): Promise<Milliseconds[]> {
  return page.getByRole('grid').evaluate(async (grid) => {
    const frame = () => new Promise<number>(requestAnimationFrame)
    const gaps: number[] = []
    const began = await frame()
    let top = 0
    for (let before = began; before - began < 5_000; ) {
      // told, not read: reading would lay the page out once more
      grid.scrollTop = top += 90
      const at = await frame()
      gaps.push(at - before)
      before = at
    }
    grid.scrollTop = 0
    return gaps
  })
}
