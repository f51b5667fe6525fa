import { type FakeXend, startXend } from '../lab/xend/start-xend.ts'
import { expect, test } from './fixtures.ts'
import { ask, button, entry, heading, more, row, state, visit } from './machine-page.ts'

for (const personality of ['3.0.2', '4.1'] as const) {
  // 3.0.2 keeps no definitions: what is off is gone
  const managed = personality === '4.1'

  test.describe(`a xend of Xen ${personality}`, () => {
    let xend: FakeXend
    test.beforeEach(async () => {
      xend = await startXend({ personality, listen: { port: 0 }, obeyAfter: 200, shuffle: 7 })
    })
    test.afterEach(() => xend.stop())

    test('renames, saves and moves machines', async ({ page, api }) => {
      const id = await api.open(xend.url)
      await page.goto(`/connections/${id}`)
      await visit(page, 'web')
      const renames = await ask(page, 'Rename', 'Rename web')
      await renames.getByLabel('Name').fill('shop')
      await page.keyboard.press('Enter')
      await expect(heading(page, 'shop')).toBeVisible()
      expect(xend.names()).toContain('shop')

      const saves = await ask(page, 'Save to a file', 'Save shop to a file')
      await saves.getByLabel('File').fill('/var/lib/xen/save/shop')
      await button(saves, 'Save').click()
      await expect.poll(() => xend.domain('shop')?.id ?? null).toBeNull()
      await page.goto(`/connections/${id}`)
      await button(page, 'More for this connection').click()
      await entry(page, 'Restore a machine').click()
      const restores = page.getByRole('dialog', { name: 'Restore a machine on 127.0.0.1' })
      await restores.getByLabel('File').fill('/var/lib/xen/save/shop')
      await button(restores, 'Restore').click()
      await expect.poll(() => xend.domain('shop')?.power).toBe('running')
      await page.goto(`/connections/${id}`)
      await expect(row(page, 'shop')).toContainText('Running')

      await visit(page, 'build')
      const moves = await ask(page, 'Migrate', 'Migrate build')
      await expect(moves.getByText('The memory goes there unencrypted.')).toBeVisible()
      await moves.getByLabel('To', { exact: true }).fill('elsewhere')
      await button(moves, 'Migrate').click()
      await expect(moves.getByRole('alert')).toBeVisible()
      await moves.getByLabel('To', { exact: true }).fill('neighbour')
      await button(moves, 'Migrate').click()
      await expect.poll(() => xend.domain('build')?.id ?? null).toBeNull()
    })

    test('makes machines of their XML', async ({ page, api }) => {
      const id = await api.open(xend.url)
      await page.goto(`/connections/${id}/new`)
      const editor = page.getByRole('textbox', { name: 'Definition of the new machine' })
      await expect(editor).toHaveValue(/<domain type='xen'>/)
      const keeps = page.getByRole('radio', { name: 'Keep and run it', exact: true })
      if (managed) await keeps.check()
      else {
        await expect(keeps).toHaveAccessibleDescription(/This hypervisor cannot do that\./)
        await page.getByRole('radio', { name: 'Run it once', exact: true }).check()
      }
      await button(page, 'Create').click()
      await expect(heading(page, 'machine-1')).toBeVisible()
      await expect(state(page)).toContainText('Running')
      expect(xend.domain('machine-1')).toMatchObject({ power: 'running', isManaged: managed })
      await page.goto(`/connections/${id}/new`)
      await editor.fill("<domain type='xen'>\n  <name>none</name>\n</domain>")
      await page.getByRole('radio', { name: 'Run it once, paused', exact: true }).check()
      await button(page, 'Create').click()
      await expect(page.getByRole('alert').filter({ hasText: 'Details' })).toBeVisible()
      await expect(editor).toHaveValue(/none/)
      expect(xend.names()).not.toContain('none')
    })

    test('gives machines hardware and takes it away', async ({ page, api }) => {
      const id = await api.open(xend.url)
      await page.goto(`/connections/${id}`)
      await visit(page, 'web')
      await page.getByRole('link', { name: 'Hardware', exact: true }).click()
      const kinds = () =>
        xend
          .domain('web')
          ?.devices.map(({ kind }) => kind)
          .toSorted()
      await expect.poll(kinds).toContain('vbd')
      const before = kinds()

      await button(page, 'Add hardware…').click()
      const add = page.getByRole('dialog', { name: 'Add hardware to web' })
      await expect(add.getByLabel('Target')).toHaveValue('xvdb')
      await add.getByLabel('Path').fill('/var/lib/xen/images/more.img')
      await button(add, 'Add').click()
      await expect(add).toBeHidden()
      await expect.poll(kinds).toEqual([...(before ?? []), 'vbd'].toSorted())
      await button(page, 'Add hardware…').click()
      await add.getByText('Network card', { exact: true }).click()
      await expect(add.getByLabel('Bridge', { exact: true })).toHaveValue('xenbr0')
      await add.getByLabel('MAC address').fill('00:16:3e:00:00:77')
      await button(add, 'Add').click()
      await expect(page.getByRole('tab', { name: 'NIC :00:00:77' })).toBeVisible()

      await page.getByRole('tab', { name: 'Xen Disk 2' }).click()
      await button(page, 'Remove…').click()
      await button(page.getByRole('dialog'), 'Remove').click()
      await expect.poll(kinds).toEqual([...(before ?? []), 'vif'].toSorted())
      await expect(page.getByRole('tab', { name: 'Xen Disk 2' })).toHaveCount(0)

      await page.getByRole('tab', { name: 'Memory' }).first().click()
      const current = page
        .getByRole('tabpanel')
        .locator('section')
        .filter({ has: page.getByRole('heading', { name: 'Current allocation', exact: true }) })
      await current.getByLabel('Unit').selectOption('MiB')
      await current.getByLabel('Memory', { exact: true }).fill('128')
      await button(current, 'Apply').click()
      await expect.poll(() => xend.domain('web')?.memory).toBe(128)
    })

    test(
      managed
        ? 'starts machines with their host, dumps them, and forgets those that are off'
        : 'says of what it lacks that it cannot do that',
      async ({ page, api }) => {
        const id = await api.open(xend.url)
        await page.goto(`/connections/${id}`)
        await visit(page, managed ? 'spare' : 'web')
        if (!managed) {
          await more(page)
          for (const name of ['Dump memory to a file', 'Delete']) {
            await expect(entry(page, name)).toContainText('This hypervisor cannot do that.')
            await expect(entry(page, name)).toHaveAttribute('aria-disabled', 'true')
          }
          const check = page.getByRole('menuitemcheckbox', { name: /^Autostart/ })
          await expect(check).toContainText('This hypervisor cannot do that.')
          return
        }
        await page.getByLabel('starts with its host').click()
        await expect(page.getByLabel('starts with its host')).toBeChecked()
        const deletes = await ask(page, 'Delete', 'Delete spare?')
        await button(deletes, 'Delete').click()
        await expect(page).toHaveURL(new RegExp(`/connections/${id}$`))
        await expect(row(page, 'web')).toBeVisible()
        await expect(row(page, 'spare')).toHaveCount(0)
        expect(xend.names()).not.toContain('spare')
        await visit(page, 'web')
        const dumps = await ask(page, 'Dump memory', 'Dump memory of web')
        await dumps.getByLabel('File').fill('/var/lib/xen/web.dump')
        await dumps.getByLabel('Let it run on').check()
        await button(dumps, 'Dump').click()
        await expect(dumps).toHaveCount(0)
        await expect.poll(() => xend.requests().some(({ op }) => op === 'dump')).toBe(true)
        await expect(state(page)).toContainText('Running')
      },
    )
  })
}
