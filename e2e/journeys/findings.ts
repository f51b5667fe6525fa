import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>
}

/** What depends on colour; the stricter of two measures of contrast is no rule of ours, nor of axe's usual ones. */
const colour = { runOnly: ['cat.color'], rules: { 'color-contrast-enhanced': { enabled: false } } }

/** Evaluated, not added as a tag: the page's policy allows no foreign script. */
async function violations(page: Page, rules: object): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe)
  return page.evaluate(async (rules) => {
    // of each element that is right it would tell, too
    const options = { ...rules, resultTypes: ['violations'] }
    const { violations } = await (window as unknown as { axe: Axe }).axe.run(options)
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
    )
  }, rules)
}

/** Colours take a moment from one theme to the other, in which they are neither's. */
async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.evaluate(() => {
    const changes = document.getAnimations().filter((one) => one instanceof CSSTransition)
    return Promise.allSettled(changes.map(({ finished }) => finished))
  })
}

/**
 * What axe finds wrong with the page as it is now, in both themes: they differ in style alone, so in the second only
 * what depends on colour is looked at.
 */
export async function findings(page: Page): Promise<string[]> {
  await wear(page, 'light')
  const light = await violations(page, {})
  await wear(page, 'dark')
  const dark = await violations(page, colour)
  return [...light.map((found) => `light, ${found}`), ...dark.map((found) => `dark, ${found}`)]
}
