import type { Page } from '@playwright/test'
import { type Api, expect, signIn, test } from './fixtures.ts'
import { button, heading, state, visit } from './machine-page.ts'

const machine = '6695eb01-f6a4-8304-79aa-97f2502e193f'

const editor = (page: Page) => page.getByRole('textbox', { name: 'Definition of test' })
const review = (page: Page) => page.getByRole('dialog', { name: 'Changes of test' })
const withTitle = (xml: string, title: string) =>
  xml.replace('</uuid>', `</uuid>\n  <title>${title}</title>`)

/** Writes it anew from what is there. */
async function rewrite(page: Page, change: (xml: string) => string) {
  await expect(editor(page)).toBeFocused()
  await editor(page).fill(change(await editor(page).inputValue()))
}

test.describe('the definition of the built-in test host’s machine', () => {
  let connection: string
  let here: string
  test.beforeEach(async ({ page, api }) => {
    connection = await api.open('test:///default')
    here = `/connections/${connection}/domains/${machine}`
    await page.goto(`${here}/xml`)
    await button(page, 'Edit').click()
  })

  /** Somebody else, by another tool. */
  const elsewhere = async (api: Api, change: (xml: string) => string) => {
    const { xml } = await api.get(`${here}/xml?inactive=true`)
    await api.post(`/connections/${connection}/domains/define`, { xml: change(xml) })
  }

  test('is edited, looked over and applied; it shows after the next start', async ({ page }) => {
    await expect(button(page, 'Review changes')).toHaveAccessibleDescription(
      'Nothing is changed yet.',
    )
    await rewrite(page, (xml) => withTitle(xml, 'A weir'))
    await button(page, 'Review changes').click()
    const dialog = review(page)
    await expect(dialog).toContainText('this takes effect after its next start')
    await expect(dialog.getByRole('insertion')).toHaveText(/<title>A weir<\/title>/)
    await expect(dialog.getByRole('deletion')).toHaveCount(0)
    await dialog.getByText(/^Show \d+ lines that stay the same$/).click()
    await expect(dialog.getByText('/guest/diskimage1')).toBeVisible()
    await button(dialog, 'Apply').click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('radio', { name: 'After its next start' })).toBeChecked()
    await expect(page.getByRole('region', { name: 'XML' })).toContainText('A weir')
    await expect(page.getByText('test has this definition after its next start.')).toBeVisible()

    await button(page, 'Shut down').click()
    await expect(state(page)).toContainText('Shut off')
    await page.getByRole('link', { name: 'Overview', exact: true }).click()
    await expect(page.getByText('A weir')).toBeVisible()
  })

  test('says where it is no XML, leads there, and is not applied so', async ({ page }) => {
    await rewrite(page, (xml) => xml.replace('</vcpu>', '</vcpus>'))
    const says = 'Line 6, column 37: It is not XML: </vcpu> is expected here.'
    await expect(page.getByText(says)).toBeVisible()
    await expect(editor(page)).toHaveAttribute('aria-invalid', 'true')
    await expect(editor(page)).toHaveAccessibleDescription(says)
    await expect(button(page, 'Review changes')).toHaveAccessibleDescription(/^Line 6: /)
    await button(page, 'Go there').click()
    await expect(editor(page)).toBeFocused()
    const at = () => editor(page).evaluate((area: HTMLTextAreaElement) => area.selectionStart)
    const before = (await editor(page).inputValue()).slice(0, await at()).split('\n')
    expect(before).toHaveLength(6)
    expect(before.at(-1)).toContain('</vcpus')
    await editor(page).fill('<network/>')
    await expect(
      page.getByText(/^Line 1, column 1: A <domain> is needed; this is a <network>/),
    ).toBeVisible()
  })

  test('is written as text is: Tab leaves it, a new line begins where the last did, undo works', async ({
    page,
  }) => {
    await expect(editor(page)).toBeFocused()
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type('<title>A weir</title>')
    const line = async () => (await editor(page).inputValue()).split('\n')[2]
    expect(await line()).toBe('  <title>A weir</title>')
    await page.keyboard.press('Tab')
    await expect(editor(page)).not.toBeFocused()
    await page.keyboard.press('Shift+Tab')
    await expect(editor(page)).toBeFocused()
    await page.keyboard.press('Control+z')
    await expect.poll(line).not.toBe('  <title>A weir</title>')
  })

  test('changed by somebody else meanwhile, that is said, and comes together with what is written', async ({
    page,
    api,
  }) => {
    await rewrite(page, (xml) => withTitle(xml, 'A weir'))
    await elsewhere(api, (xml) => xml.replace('/guest/diskimage1', '/guest/other'))
    await expect(
      page.getByText('The definition changed on the host while it was edited here.'),
    ).toBeVisible()
    await expect(editor(page)).toHaveValue(/diskimage1/)
    await button(page, 'Take over the host’s change').click()
    await expect(editor(page)).toHaveValue(/A weir[\s\S]*\/guest\/other/)
    await button(page, 'Review changes').click()
    await expect(review(page).getByRole('insertion')).toHaveCount(1)
    await button(review(page), 'Apply').click()
    const xml = page.getByRole('region', { name: 'XML' })
    await expect(xml).toContainText('A weir')
    await expect(xml).toContainText('/guest/other')
  })

  test('changed in the same place meanwhile, both are shown, and nothing is overwritten unsaid', async ({
    page,
    api,
  }) => {
    await rewrite(page, (xml) => withTitle(xml, 'Mine'))
    await elsewhere(api, (xml) => withTitle(xml, 'Theirs'))
    await expect(button(page, 'Take over the host’s change')).toHaveAccessibleDescription(
      /Both changed the same lines/,
    )
    await button(page, 'Review changes').click()
    const dialog = review(page)
    const theirs = dialog.getByRole('region', { name: 'Changed on the host meanwhile' })
    await expect(theirs.getByRole('insertion')).toHaveText(/Theirs/)
    const mine = dialog.getByRole('region', { name: 'What applying it changes' })
    await expect(mine.getByRole('deletion')).toHaveText(/Theirs/)
    await expect(mine.getByRole('insertion')).toHaveText(/Mine/)
    await expect(button(dialog, 'Apply')).toHaveAccessibleDescription(/Say first/)
    await dialog.getByLabel('Undo that: what I have written is to stand').check()
    await button(dialog, 'Apply').click()
    await expect(page.getByRole('region', { name: 'XML' })).toContainText('Mine')
  })

  test('changed in the last moment, before this page has heard of it, it is not overwritten either', async ({
    page,
    api,
  }) => {
    await rewrite(page, (xml) => withTitle(xml, 'Mine'))
    await button(page, 'Review changes').click()
    const old = await api.get(`${here}/xml?inactive=true`)
    let heardAt: number | null = null
    const asks = (url: URL) => url.pathname.endsWith(`${machine}/xml`) && url.search !== ''
    await page.route(asks, async (route) => {
      heardAt = Date.now()
      await route.fulfill({ json: old })
    })
    await elsewhere(api, (xml) => withTitle(xml, 'Theirs'))
    await expect.poll(() => heardAt !== null && Date.now() - heardAt > 1_000).toBe(true)
    await page.unroute(asks)
    const dialog = review(page)
    await button(dialog, 'Apply').click()
    await expect(dialog.getByText('Changed on the host meanwhile').first()).toBeVisible()
    await expect(button(dialog, 'Apply')).toHaveAccessibleDescription(/Say first/)
    expect((await api.get(`${here}/xml?inactive=true`)).xml).toContain('Theirs')
  })

  test('is kept while other pages of its machine are looked at; leaving those asks', async ({
    page,
  }) => {
    await rewrite(page, (xml) => withTitle(xml, 'A weir'))
    await page.getByRole('link', { name: 'Overview', exact: true }).click()
    await expect(page.getByRole('img', { name: /^CPU: / })).toBeVisible()
    const tab = page.getByRole('link', { name: 'XML unsaved' })
    await tab.click()
    await expect(editor(page)).toHaveValue(/A weir/)

    const question = page.getByRole('dialog', { name: 'Leave without saving?' })
    await page.getByRole('link', { name: 'Built-in test host' }).first().click()
    await expect(question).toContainText('not applied, and are lost')
    await button(question, 'Cancel').click()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('history')
    await page.keyboard.press('Enter')
    await button(question, 'Cancel').click()
    await expect(editor(page)).toHaveValue(/A weir/)

    await button(page, 'Cancel').click()
    const discard = page.getByRole('dialog', { name: 'Discard the edits?' })
    await button(discard, 'Cancel').click()
    await page.getByRole('link', { name: 'Built-in test host' }).first().click()
    await button(question, 'Leave').click()
    await expect(page).toHaveURL(new RegExp(`/connections/${connection}$`))
  })

  test('going Back asks, too', async ({ page }) => {
    await page.getByRole('link', { name: 'Built-in test host' }).first().click()
    await visit(page, 'test')
    await page.getByRole('link', { name: 'XML', exact: true }).click()
    await button(page, 'Edit').click()
    await rewrite(page, (xml) => withTitle(xml, 'A weir'))
    const question = page.getByRole('dialog', { name: 'Leave without saving?' })
    await page.evaluate(() => history.go(-2))
    await button(question, 'Cancel').click()
    await expect(editor(page)).toHaveValue(/A weir/)
    await page.evaluate(() => history.go(-2))
    await button(question, 'Leave').click()
    await expect(heading(page, 'Built-in test host')).toBeVisible()
  })

  test('with another name it is said that this does not rename; the host’s refusal is told in place', async ({
    page,
  }) => {
    await rewrite(page, (xml) => xml.replace('<name>test<', '<name>weir<'))
    await button(page, 'Review changes').click()
    const dialog = review(page)
    await expect(dialog).toContainText('A definition cannot rename test')
    await button(dialog, 'Apply').click()
    await expect(dialog.getByRole('alert')).toContainText('The host refused')
    await dialog.getByText('Details').click()
    await expect(dialog).toContainText("domain 'test' is already defined with uuid")
    await button(dialog, 'Cancel').click()
    await expect(editor(page)).toHaveValue(/<name>weir</)
  })

  test('with another name and UUID it makes a new machine, and leads there', async ({ page }) => {
    await rewrite(page, (xml) =>
      xml.replace('<name>test<', '<name>weir<').replace(/\n\s*<uuid>.*<\/uuid>/, ''),
    )
    await button(page, 'Review changes').click()
    await expect(review(page)).toContainText('a new machine, weir, is made. test stays as it is.')
    await button(review(page), 'Make a new machine').click()
    await expect(heading(page, 'weir')).toBeVisible()
    await expect(state(page)).toContainText('Shut off')
  })

  test('outlives its machine: what was written can be copied', async ({ page, api, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await rewrite(page, (xml) => withTitle(xml, 'A weir'))
    await button(page, 'Shut down').click()
    await expect(state(page)).toContainText('Shut off')
    await api.post(`/connections/${connection}/domains/${machine}/undefine`)
    await expect(page.getByRole('heading', { name: 'This machine is gone' })).toBeVisible()
    await button(page, 'Copy the edited XML').click()
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toContain('<title>A weir</title>')
  })

  test('is not an operator’s to edit, nor are new machines theirs to make', async ({
    page,
    api,
    browser,
    server,
  }) => {
    const keeper = { name: 'sluice', password: 'a quiet afternoon by the lock' }
    const grants = [{ connection: null, role: 'operator' }]
    const { id } = await api.post('/people', { ...keeper, grants })
    const context = await browser.newContext()
    await signIn(context.request, server.origin, keeper)
    const theirs = await context.newPage()
    await theirs.goto(new URL(here, page.url()).href.concat('/xml'))
    const denied = 'Your role does not allow this.'
    await expect(button(theirs, 'Edit')).toHaveAccessibleDescription(denied)
    await theirs.goto(new URL(`/connections/${connection}`, page.url()).href)
    await expect(button(theirs, 'New machine')).toHaveAccessibleDescription(denied)
    await context.close()
    await api.remove(`/people/${id}`)
  })
})
