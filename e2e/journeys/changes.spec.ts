import { expect, signIn, test } from './fixtures.ts'
import { ask, button, entry, heading, more, row, state } from './machine-page.ts'
import { worldOf } from './worlds.ts'

test.describe('the machine of the built-in test host', () => {
  const machine = '6695eb01-f6a4-8304-79aa-97f2502e193f'
  let connection: string
  test.beforeEach(async ({ page, api }) => {
    connection = await api.open('test:///default')
    await page.goto(`/connections/${connection}/domains/${machine}`)
    await expect(state(page)).toContainText('Running')
  })

  test('what cannot be changed while it runs, or at all here, is disabled and says why', async ({
    page,
  }) => {
    await more(page)
    for (const name of ['Rename', 'Delete']) {
      await expect(entry(page, name)).toHaveAttribute('aria-disabled', 'true')
      await expect(entry(page, name)).toContainText('shut it down or force it off first')
    }
    await expect(entry(page, 'Migrate')).toContainText('This hypervisor cannot do that.')
    await page.keyboard.press('Escape')
    await button(page, 'Shut down').click()
    await expect(state(page)).toContainText('Shut off')
    await more(page)
    await expect(entry(page, 'Save to a file')).toContainText('It is not running.')
  })

  test('it gets another name, here and in its window’s title; the open dialog is in the address', async ({
    page,
  }) => {
    await button(page, 'Shut down').click()
    await expect(state(page)).toContainText('Shut off')
    await ask(page, 'Rename', 'Rename test')
    await expect(page).toHaveURL(/change=rename/)
    await page.reload()
    const dialog = page.getByRole('dialog', { name: 'Rename test' })
    await expect(button(dialog, 'Rename')).toHaveAccessibleDescription('This is its name already.')
    await dialog.getByLabel('Name').fill('a/b')
    await expect(dialog.getByText('A name has no “/”.').first()).toBeVisible()
    await dialog.getByLabel('Name').fill('weir')
    await page.keyboard.press('Enter')
    await expect(heading(page, 'weir')).toBeVisible()
    await expect(dialog).toHaveCount(0)
    await expect(page).not.toHaveURL(/change=/)
    await expect(page).toHaveTitle(/^weir/)
    await button(page, 'Tasks').click()
    const task = page.getByRole('dialog', { name: 'Tasks' }).getByRole('listitem').first()
    await expect(task).toContainText('Rename')
    await expect(task).toContainText('domrename test weir')
  })

  test('autostart is set in the menu and taken back in its facts', async ({ page }) => {
    await more(page)
    const check = page.getByRole('menuitemcheckbox', { name: 'Autostart' })
    await expect(check).not.toBeChecked()
    await check.click()
    await expect(check).toBeChecked()
    await page.keyboard.press('Escape')
    const box = page.getByLabel('starts with its host')
    await expect(box).toBeChecked()
    await box.click()
    await expect(box).not.toBeChecked()
    await page.reload()
    await expect(box).not.toBeChecked()
  })

  test('it is saved to a file, and runs again from there', async ({ page, api }) => {
    const dialog = await ask(page, 'Save to a file', 'Save test to a file')
    const file = dialog.getByLabel('File')
    await file.fill('test.save')
    await expect(dialog.getByText(/from “\/” on is needed|whole path/).first()).toBeVisible()
    await file.fill('/var/tmp/test.save')
    await page.keyboard.press('Enter')
    await expect(state(page)).toContainText('Shut off')
    await expect(dialog).toHaveCount(0)
    await api.post(`/connections/${connection}/domains/restore`, { path: '/var/tmp/test.save' })
    await expect(state(page)).toContainText('Running')
  })

  test('a refusal is told in the dialog, with the host’s own words, and another choice may do', async ({
    page,
  }) => {
    const dialog = await ask(page, 'Dump memory to a file', 'Dump memory of test')
    await dialog.getByLabel('File').fill('/var/tmp/test.dump')
    await dialog.getByLabel('Let it run on').check()
    await button(dialog, 'Dump').click()
    const problem = dialog.getByRole('alert')
    await expect(problem).toBeVisible()
    await problem.getByText('Details').click()
    await expect(problem).toContainText('unsupported flags')
    await dialog.getByLabel('Pause it').check()
    await button(dialog, 'Dump').click()
    await expect(dialog).toHaveCount(0)
    await expect(state(page)).toContainText('Running')
  })

  test('crashing it for a dump says what is lost', async ({ page }) => {
    const dialog = await ask(page, 'Dump memory to a file', 'Dump memory of test')
    await dialog.getByLabel('File').fill('/var/tmp/test.dump')
    await dialog.getByLabel('Crash it').check()
    await expect(dialog.getByText('unsaved data in it is lost')).toBeVisible()
    await button(dialog, 'Dump and crash').click()
    await expect(state(page)).toContainText('Shut off')
  })

  test('deleting it says what is lost and what stays, and leads back to its host', async ({
    page,
  }) => {
    await button(page, 'Shut down').click()
    await expect(state(page)).toContainText('Shut off')
    const dialog = await ask(page, 'Delete', 'Delete test?')
    await expect(dialog).toContainText('Disks stay where they are.')
    await expect(dialog.getByRole('listitem')).toHaveText('/guest/diskimage1')
    await expect(button(dialog, 'Cancel')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
    await expect(state(page)).toContainText('Shut off')
    await ask(page, 'Delete', 'Delete test?')
    await button(dialog, 'Delete').click()
    await expect(page).toHaveURL(new RegExp(`/connections/${connection}$`))
    await expect(page.getByText('test is deleted.')).toBeVisible()
    await expect(page.getByText('No machines on this host')).toBeVisible()
  })

  test('deleted by another, its page says so', async ({ page, api }) => {
    await button(page, 'Shut down').click()
    await expect(state(page)).toContainText('Shut off')
    await api.post(`/connections/${connection}/domains/${machine}/undefine`)
    await expect(page.getByRole('heading', { name: 'This machine is gone' })).toBeVisible()
  })

  test('the palette has the same', async ({ page }) => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('autostart')
    await page.getByRole('option', { name: /Start test with its host/ }).click()
    await expect(page.getByLabel('starts with its host')).toBeChecked()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('dump mem')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Dump memory of test' })).toBeVisible()
  })
})

test.describe('in a list', () => {
  test.beforeEach(async ({ page, api }) => {
    await api.openWorld(worldOf({ ford: { state: 5 }, mill: {}, weir: { state: 5 } }))
    await page.goto('/')
    await expect(row(page, 'weir')).toContainText('Shut off')
  })

  test('a row’s menu opens the dialog over it; a name that is taken is told while it is typed', async ({
    page,
  }) => {
    await row(page, 'weir').getByText('weir').click({ button: 'right' })
    await entry(page, 'Rename').click()
    const dialog = page.getByRole('dialog', { name: 'Rename weir' })
    await dialog.getByLabel('Name').fill('mill')
    await expect(
      dialog.getByText('Another machine of this host has this name.').first(),
    ).toBeVisible()
    await dialog.getByLabel('Name').fill('lock')
    await button(dialog, 'Rename').click()
    await expect(row(page, 'lock')).toBeVisible()
    await expect(dialog).toHaveCount(0)
    await expect(row(page, 'weir')).toHaveCount(0)
  })

  test('a selection starts with its host, and what can be is deleted, after asking once', async ({
    page,
  }) => {
    await page.getByRole('grid').focus()
    await page.keyboard.press('Control+a')
    const selected = page.getByRole('region', { name: 'Selection' })
    await expect(selected).toContainText('3 selected')
    await button(selected, 'More for the selection').click()
    const check = page.getByRole('menuitemcheckbox', { name: 'Autostart' })
    await check.click()
    await expect(check).toBeChecked()
    await page.getByRole('menuitem', { name: /^Delete 2 of 3…/ }).click()
    const question = page.getByRole('dialog', { name: 'Delete 2 machines?' })
    await button(question, 'Delete').click()
    await expect(row(page, 'weir')).toHaveCount(0)
    await expect(row(page, 'ford')).toHaveCount(0)
    await expect(row(page, 'mill')).toBeVisible()
  })

  test('an operator is told that it is not theirs to change', async ({
    page,
    api,
    browser,
    server,
  }) => {
    const keeper = { name: 'keeper', password: 'a quiet afternoon by the lock' }
    const grants = [{ connection: null, role: 'operator' }]
    const { id } = await api.post('/people', { ...keeper, grants })
    const context = await browser.newContext()
    await signIn(context.request, server.origin, keeper)
    const theirs = await context.newPage()
    const mill = row(page, 'mill').getByRole('link', { name: 'mill' })
    await theirs.goto(`${server.origin}${await mill.getAttribute('href')}`)
    await expect(heading(theirs, 'mill')).toBeVisible()
    await more(theirs)
    await expect(entry(theirs, 'Save to a file')).toContainText('Your role does not allow this.')
    await expect(theirs.getByLabel('starts with its host')).toHaveAccessibleDescription(
      'Your role does not allow this.',
    )
    await context.close()
    await api.remove(`/people/${id}`)
  })
})
