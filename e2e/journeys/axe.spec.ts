import { dialogChanges } from '../../lib/client/asked-change.ts'
import { findings } from './findings.ts'
import { expect, test } from './fixtures.ts'

test.describe('axe finds nothing in either theme', () => {
  // it looks at each element of many pages
  test.slow()

  test('on the pages of an empty product', async ({ page }) => {
    for (const address of ['/', '/connect', '/help/uris', '/history', '/settings', '/people']) {
      await page.goto(address)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      expect(await findings(page), address).toEqual([])
    }
  })

  test('on the pages of machines, hosts and logs', async ({ page, api }) => {
    const { showcase } = await api.get('/surroundings')
    const id = await api.open(showcase)
    await page.goto('/')
    await expect(page.getByText('api-1', { exact: true })).toBeVisible()
    expect(await findings(page), 'all machines').toEqual([])
    await page.getByText('api-1', { exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'api-1' })).toBeVisible()
    const machine = new URL(page.url()).pathname
    const list = `/connections/${id}`
    for (const address of [
      machine,
      `${machine}/hardware`,
      `${machine}/hardware?device=memory`,
      `${machine}/hardware?device=disk-vda`,
      `${machine}/xml`,
      `${machine}/xml?edit=yes`,
      `${machine}/log`,
      list,
      `${list}/new`,
      `${list}/screens?machines=all`,
      '/screens',
      `${list}/host`,
      `${list}/events`,
    ]) {
      await page.goto(address)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
      expect(await findings(page), address).toEqual([])
    }
  })

  test('in its dialogs, menus and drawers', async ({ page, api }) => {
    await api.open('test:///default')
    await page.goto('/')
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await findings(page), 'palette').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /Tasks/ }).first().click()
    await expect(page.getByRole('dialog', { name: 'Tasks' })).toBeVisible()
    expect(await findings(page), 'tasks').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByText('test', { exact: true }).click({ button: 'right' })
    await expect(page.getByRole('menu')).toBeVisible()
    expect(await findings(page), 'menu').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Connect…' }).first().click()
    await page.getByLabel('Connection URI').fill('qemu+ssh://host/system')
    expect(await findings(page), 'connect').toEqual([])
    await page.getByLabel('Connection URI').fill('not a uri at all')
    expect(await findings(page), 'connect, wrong').toEqual([])
  })

  test('in the dialogs that change a machine', async ({ page, api }) => {
    const id = await api.open('test:///default')
    const machine = `/connections/${id}/domains/6695eb01-f6a4-8304-79aa-97f2502e193f`
    for (const change of dialogChanges) {
      await page.goto(`${machine}?change=${change}`)
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await findings(page), change).toEqual([])
    }
    await page.goto(`${machine}?change=save`)
    await page.getByRole('textbox', { name: 'File' }).fill('no whole path')
    expect(await findings(page), 'save, wrong').toEqual([])
  })

  test('in the dialogs of a machine’s hardware', async ({ page, api }) => {
    const id = await api.open('test:///default')
    const hardware = `/connections/${id}/domains/6695eb01-f6a4-8304-79aa-97f2502e193f/hardware`
    for (const dialog of ['dialog=add', 'dialog=pin-0', 'device=disk-vda&dialog=remove']) {
      await page.goto(`${hardware}?${dialog}`)
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await findings(page), dialog).toEqual([])
    }
    await page.goto(`${hardware}?dialog=add`)
    await page.getByText('By its XML').click()
    await page.getByRole('textbox', { name: 'XML' }).fill('<rng>')
    expect(await findings(page), 'add, wrong').toEqual([])
  })

  test('in the editor of a definition, its review, and what brings a machine back', async ({
    page,
    api,
  }) => {
    const id = await api.open('test:///default')
    await page.goto(`/connections/${id}/domains/6695eb01-f6a4-8304-79aa-97f2502e193f/xml?edit=yes`)
    const editor = page.getByRole('textbox', { name: 'Definition of test' })
    const xml = await editor.inputValue()
    await editor.fill(xml.replace('</vcpu>', '</vcpus>'))
    await expect(page.getByText(/^Line 6, column/)).toBeVisible()
    expect(await findings(page), 'editor, wrong').toEqual([])
    await editor.fill(xml.replace('>test<', '>weir<'))
    await page.getByRole('button', { name: 'Review changes' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await findings(page), 'review').toEqual([])
    await page.goto(`/connections/${id}?dialog=restore`)
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await findings(page), 'restore').toEqual([])
  })

  test('on the sign-in page', async ({ browser, server }) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${server.origin}/login`)
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
    expect(await findings(page)).toEqual([])
    await context.close()
  })
})
