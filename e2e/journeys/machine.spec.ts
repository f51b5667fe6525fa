import { expect, test } from './fixtures.ts'
import { button, entry, otherWay, state } from './machine-page.ts'

const machine = '6695eb01-f6a4-8304-79aa-97f2502e193f'
test.describe('the machine of the built-in test host', () => {
  test.beforeEach(async ({ page, api }) => {
    const connection = await api.open('test:///default')
    await page.goto(`/connections/${connection}/domains/${machine}`)
    await expect(page.getByRole('heading', { level: 1, name: 'test', exact: true })).toBeVisible()
    await expect(state(page)).toContainText('Running')
  })

  test('it pauses and resumes; a paused one offers Resume and not Pause', async ({ page }) => {
    await button(page, 'Pause').click()
    await expect(button(page, 'Resume')).toBeVisible()
    await expect(button(page, 'Pause')).toHaveCount(0)
    await expect(state(page)).toContainText('Paused')
    await button(page, 'Resume').click()
    await expect(state(page)).toContainText('Running')
  })

  test('it shuts down and runs again', async ({ page }) => {
    await button(page, 'Shut down').click()
    await expect(state(page)).toContainText('Shut off')
    await expect(page.getByText('It is off.').first()).toBeVisible()
    await button(page, 'Run').click()
    await expect(state(page)).toContainText('Running')
  })

  test('what cannot be done now is disabled and says why', async ({ page }) => {
    await expect(button(page, 'Run')).toHaveAttribute('aria-disabled', 'true')
    await expect(button(page, 'Run')).toHaveAccessibleDescription('It is already running.')
    await button(page, 'Shut down').click()
    await expect(state(page)).toContainText('Shut off')
    await expect(button(page, 'Shut down')).toHaveAccessibleDescription('It is not running.')
    await button(page, 'Other ways to stop it').click()
    const reboot = entry(page, 'Reboot')
    await expect(reboot).toHaveAttribute('aria-disabled', 'true')
    await expect(reboot).toContainText('It is not running.')
  })

  test('forcing it off asks first and says what is lost', async ({ page }) => {
    await otherWay(page, 'Force off')
    const question = page.getByRole('dialog', { name: 'Force off test?' })
    await expect(question).toContainText('unsaved data in it is lost')
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect(state(page)).toContainText('Running')
    await otherWay(page, 'Force off')
    await question.getByRole('button', { name: 'Force off' }).click()
    await expect(state(page)).toContainText('Shut off')
  })

  test('saved, it reads Saved until it runs again', async ({ page }) => {
    await otherWay(page, 'Save')
    await expect(state(page)).toContainText('Saved')
    await button(page, 'Run').click()
    await expect(state(page)).toContainText('Running')
  })

  test('its definition is shown as it runs and as it will be; which of them is in the address', async ({
    page,
  }) => {
    await page.getByRole('link', { name: 'XML', exact: true }).click()
    const xml = page.getByRole('region', { name: 'XML' })
    await expect(xml).toContainText(machine)
    await expect(xml).toContainText('/guest/diskimage1')
    await expect(xml).toContainText("<domain type='test' id=")
    await page.getByText('After its next start').click()
    await expect(xml).not.toContainText(' id=')
    await page.reload()
    await expect(page.getByRole('radio', { name: 'After its next start' })).toBeChecked()
    await expect(xml).toContainText("<domain type='test'>")
  })

  test('its log tells what happened and who asked', async ({ page }) => {
    await button(page, 'Pause').click()
    await expect(state(page)).toContainText('Paused')
    await page.getByRole('link', { name: 'Log', exact: true }).first().click()
    const log = page.getByRole('region', { name: 'Log' })
    await expect(log.getByText('mika: Pause')).toBeVisible()
    await expect(log.getByText(/^virsh .*suspend/)).toBeVisible()
    await expect(log.getByText('Paused', { exact: true }).first()).toBeVisible()
  })

  test('its graphs have figures, and say in words what they show', async ({ page }) => {
    for (const name of ['CPU', 'Memory', 'Disk reads', 'Network in']) {
      const graph = page.getByRole('img', { name: new RegExp(`^${name}: .* now, between`) })
      await expect(graph).toBeVisible()
    }
    await expect(page.getByText('50 %', { exact: true })).toBeVisible()
    await expect(page.getByText('2 vCPU · 1.0 cores of the host')).toBeVisible()
  })
})

test('a machine that does not exist says so and leads back', async ({ page, api }) => {
  const connection = await api.open('test:///default')
  await page.goto(`/connections/${connection}/domains/00000000-0000-4000-8000-000000000000`)
  await expect(page.getByText('There is no such machine here')).toBeVisible()
  await page.getByRole('link', { name: 'Machines of Built-in test host' }).click()
  await expect(page).toHaveURL(new RegExp(`/connections/${connection}$`))
})

test('a machine that its host refuses to run says so, with the host’s own words', async ({
  page,
  api,
}) => {
  const connection = await api.openShowcase()
  await page.goto(`/connections/${connection}/domains/f3240161-edc7-5ea5-b8c1-ca58467835af`)
  await button(page, 'Run').click()
  await expect(page.getByText(/The host refused/).first()).toBeVisible()
  await expect(state(page)).toContainText('Shut off')
  await button(page, 'Tasks').click()
  const task = page.getByRole('dialog', { name: 'Tasks' }).getByRole('listitem').first()
  await expect(task).toContainText('failed')
  await task.getByText('Details').click()
  await expect(task).toContainText('Cannot access storage file')
})
