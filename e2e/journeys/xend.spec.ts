import { type FakeXend, startXend } from '../lab/xend/start-xend.ts'
import { expect, test } from './fixtures.ts'
import { button, entry, otherWay, row, state, visit } from './machine-page.ts'

for (const personality of ['3.0.2', '4.1'] as const) {
  // 3.0.2 keeps no definitions: what is off is gone
  const managed = personality === '4.1'

  test.describe(`a xend of Xen ${personality}`, () => {
    let xend: FakeXend
    test.beforeEach(async () => {
      xend = await startXend({ personality, listen: { port: 0 }, obeyAfter: 200, shuffle: 7 })
    })
    test.afterEach(() => xend.stop())

    test('opens by its address, warned of before and while it is open, with all it has', async ({
      page,
    }) => {
      await page.goto('/connect')
      await page.getByLabel('Connection URI').fill(xend.url)
      await expect(page.getByText(/neither encrypts nor asks who comes/).first()).toBeVisible()
      await button(page.getByRole('main'), 'Connect').click()
      await expect(row(page, 'web')).toContainText('Running')
      await expect(row(page, 'build')).toContainText('Running')
      await expect(row(page, 'windows')).toContainText('Paused')
      await expect(row(page, 'Domain-0')).toContainText('Running')
      for (const name of ['spare', 'yesterday']) {
        if (managed) await expect(row(page, name)).toContainText('Shut off')
        else await expect(row(page, name)).toHaveCount(0)
      }
      const risk = page.getByRole('main').getByText('unencrypted', { exact: true })
      await expect(risk).toBeVisible()
      const rail = page.getByRole('navigation', { name: 'Main' })
      await expect(rail.getByRole('link', { name: /127\.0\.0\.1.*unencrypted/ })).toBeVisible()
      await visit(page, 'web')
      await expect(risk).toBeVisible()
      await expect(page.getByText('linux', { exact: true })).toBeVisible()
      await page.getByRole('link', { name: 'XML', exact: true }).click()
      await expect(page.getByRole('region', { name: 'XML' })).toContainText('xenbr0')
    })

    test('does every action of a machine’s life', async ({ page, api }) => {
      const id = await api.open(xend.url)
      await page.goto(`/connections/${id}`)
      await visit(page, 'web')
      await button(page, 'Pause').click()
      await expect.poll(() => xend.domain('web')?.power).toBe('paused')
      await button(page, 'Resume').click()
      await expect.poll(() => xend.domain('web')?.power).toBe('running')
      const before = xend.domain('web')?.id ?? 0
      await otherWay(page, 'Reboot')
      await expect.poll(() => xend.domain('web')?.id).toBeGreaterThan(before)
      await expect(state(page)).toContainText('Running')
      await button(page, 'Shut down').click()
      if (managed) {
        await expect(state(page)).toContainText('Shut off')
        await button(page, 'Run').click()
        await expect.poll(() => xend.domain('web')?.power).toBe('running')
        await expect(state(page)).toContainText('Running')
      } else {
        await expect(page.getByRole('heading', { name: 'This machine is gone' })).toBeVisible()
      }
      await page.goto(`/connections/${id}`)
      await visit(page, 'windows')
      await button(page, 'Other ways to stop it').click()
      for (const name of ['Force reset', 'Save']) {
        await expect(entry(page, name)).toContainText('This hypervisor cannot do that.')
      }
      await page.keyboard.press('Escape')
      await otherWay(page, 'Force off')
      await button(page.getByRole('dialog', { name: 'Force off windows?' }), 'Force off').click()
      await expect.poll(() => xend.domain('windows')?.id ?? null).toBeNull()
    })

    test('shows by itself what others do', async ({ page, api }) => {
      await api.open(xend.url)
      await expect(row(page, 'web')).toContainText('Running')
      xend.end('web', 'poweroff')
      if (managed) await expect(row(page, 'web')).toContainText('Shut off')
      else await expect(row(page, 'web')).toHaveCount(0)
      await fetch(`${xend.url}xend/domain/build`, {
        method: 'POST',
        body: new URLSearchParams({ op: 'pause' }),
      })
      await expect(row(page, 'build')).toContainText('Paused')
      await fetch(`${xend.url}xend/domain/build`, {
        method: 'POST',
        body: new URLSearchParams({ op: 'rename', name: 'forge' }),
      })
      await expect(row(page, 'forge')).toContainText('Paused')
      await expect(row(page, 'build')).toHaveCount(0)
    })
  })
}
