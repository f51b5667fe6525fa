import { expect, type Locator, type Page } from '@playwright/test'

/** What journeys look for and press, on the page of a machine and in lists. */
export const button = (within: Page | Locator, name: string) =>
  within.getByRole('button', { name, exact: true })
export const state = (page: Page) => page.getByRole('status', { name: 'State' })
export const heading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true })
export const row = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
/** Of an open menu; those that cannot be taken have the reason after their name. */
export const entry = (page: Page, name: string) =>
  page.getByRole('menuitem', { name: new RegExp(`^${name}`) })

/** To the page of a machine, from a list. */
export async function visit(page: Page, name: string) {
  await row(page, name).getByRole('link', { name, exact: true }).click()
  await expect(heading(page, name)).toBeVisible()
}

/** An act of the menu beside “Shut down”. */
export async function otherWay(page: Page, name: string) {
  await button(page, 'Other ways to stop it').click()
  await entry(page, name).click()
}

export const more = (page: Page) => button(page, 'More for this machine').click()

/** An entry of the menu beside the machine's buttons, and the dialog that it opens. */
export async function ask(page: Page, name: string, title: string): Promise<Locator> {
  await more(page)
  await entry(page, name).click()
  const dialog = page.getByRole('dialog', { name: title })
  await expect(dialog).toBeVisible()
  return dialog
}
