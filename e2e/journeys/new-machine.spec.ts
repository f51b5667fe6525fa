import type { Page } from '@playwright/test'
import { startXend } from '../lab/xend/start-xend.ts'
import { expect, test } from './fixtures.ts'
import { button, entry, heading, row, state } from './machine-page.ts'

const editor = (page: Page) => page.getByRole('textbox', { name: 'Definition of the new machine' })
const fate = (page: Page, name: string) => page.getByRole('radio', { name, exact: true })

/** What a person drops from a folder of theirs. */
const drop = (page: Page, name: string, text: string) =>
  editor(page).evaluate(
    (area, file) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([file.text], file.name))
      for (const type of ['dragenter', 'dragover', 'drop']) {
        area.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
      }
    },
    { name, text },
  )

test.describe('a new machine on the built-in test host', () => {
  let connection: string
  test.beforeEach(async ({ page, api }) => {
    connection = await api.open('test:///default')
    await page.goto(`/connections/${connection}`)
    await page.getByRole('link', { name: 'New machine' }).click()
    await expect(heading(page, 'New virtual machine')).toBeVisible()
    await expect(editor(page)).toBeFocused()
  })

  test('begins with what the host offers; kept and run, its page opens', async ({ page }) => {
    await expect(editor(page)).toHaveValue(/<domain type='test'>\n {2}<name>machine-1<\/name>/)
    await expect(editor(page)).toHaveValue(/<emulator>\/usr\/bin\/test-hv<\/emulator>/)
    await fate(page, 'Keep and run it').check()
    await button(page, 'Create').click()
    await expect(heading(page, 'machine-1')).toBeVisible()
    await expect(state(page)).toContainText('Running')
  })

  test('kept, it stays off; the next one gets another name', async ({ page }) => {
    await button(page, 'Create').click()
    await expect(heading(page, 'machine-1')).toBeVisible()
    await expect(state(page)).toContainText('Shut off')
    await page.goto(`/connections/${connection}/new`)
    await expect(editor(page)).toHaveValue(/machine-2/)
  })

  test('run once, it is gone when it stops', async ({ page }) => {
    await fate(page, 'Run it once').check()
    await button(page, 'Create').click()
    await expect(state(page)).toContainText('Running')
    await expect(page.getByText('none: it vanishes when it stops')).toBeVisible()
    await button(page, 'Shut down').click()
    await expect(page.getByRole('heading', { name: 'This machine is gone' })).toBeVisible()
  })

  test('what the host refuses is said in place, and nothing written is lost', async ({ page }) => {
    await fate(page, 'Run it once, paused').check()
    await button(page, 'Create').click()
    const problem = page.getByRole('alert').filter({ hasText: 'Details' })
    await problem.getByText('Details').click()
    await expect(problem).toContainText('unsupported flags')
    await expect(editor(page)).toHaveValue(/machine-1/)
  })

  test('a name that is taken is said before the host is asked; so is a machine that is here already', async ({
    page,
    api,
  }) => {
    await editor(page).fill('<domain type="test"><name>test</name></domain>')
    await expect(
      page.getByText('There is a machine called test on this host already.'),
    ).toBeVisible()
    const { xml } = await api.get(
      `/connections/${connection}/domains/6695eb01-f6a4-8304-79aa-97f2502e193f/xml?inactive=true`,
    )
    await editor(page).fill(xml.replace('</uuid>', '</uuid><title>A weir</title>'))
    await expect(page.getByText('this takes the place of its definition')).toBeVisible()
    await button(page, 'Create').click()
    const question = page.getByRole('dialog', { name: 'Replace the definition of test?' })
    await button(question, 'Cancel').click()
    await expect(editor(page)).toBeVisible()
    await button(page, 'Create').click()
    await button(question, 'Replace').click()
    await expect(heading(page, 'test')).toBeVisible()
  })

  test('comes from a file, dropped or chosen; what is none is said', async ({ page }) => {
    await drop(page, 'weir.xml', '<domain type="test">\r\n<name>weir</name></domain>')
    await expect(editor(page)).toHaveValue('<domain type="test">\n<name>weir</name></domain>')
    await editor(page).fill('<domain type="test"><name>mine</name></domain>')
    const chosen = page.waitForEvent('filechooser')
    await button(page, 'Open a file…').click()
    const binary = { name: 'disk.img', mimeType: '', buffer: Buffer.from([0xff, 0xfe, 0x80]) }
    await (await chosen).setFiles(binary)
    await expect(page.getByText('disk.img is not text in UTF-8.')).toBeVisible()
    await drop(page, 'weir.xml', '<domain type="test"><name>weir</name></domain>')
    const question = page.getByRole('dialog', { name: 'Replace what is written?' })
    await button(question, 'Replace').click()
    await expect(editor(page)).toHaveValue(/weir/)
    await expect(page.getByText('disk.img')).toHaveCount(0)
  })

  test('leaving what is written asks', async ({ page }) => {
    await editor(page).fill('<domain type="test"><name>mine</name></domain>')
    await page.getByRole('link', { name: 'All machines' }).first().click()
    const question = page.getByRole('dialog', { name: 'Leave without saving?' })
    await button(question, 'Leave').click()
    await expect(heading(page, 'All machines')).toBeVisible()
  })

  test('its host restores a machine that was saved to a file; a file that is none is refused in place', async ({
    page,
    api,
  }) => {
    const machine = '6695eb01-f6a4-8304-79aa-97f2502e193f'
    const path = '/var/tmp/restored.save'
    await api.post(`/connections/${connection}/domains/${machine}/save`, { path })
    await page.goto(`/connections/${connection}`)
    await expect(row(page, 'test')).toContainText('Shut off')
    await button(page, 'More for this connection').click()
    await entry(page, 'Restore a machine').click()
    const dialog = page.getByRole('dialog', { name: 'Restore a machine on Built-in test host' })
    await expect(page).toHaveURL(/dialog=restore/)
    await dialog.getByLabel('File').fill('/var/tmp/none.save')
    await button(dialog, 'Restore').click()
    await expect(dialog.getByRole('alert')).toBeVisible()
    await dialog.getByLabel('File').fill(path)
    await button(dialog, 'Restore').click()
    await expect(heading(page, 'test')).toBeVisible()
    await expect(state(page)).toContainText('Running')
  })

  test('there is no log where the hypervisor shows none', async ({ page }) => {
    await page.goto(`/connections/${connection}/host`)
    await expect(page.getByRole('link', { name: 'Events', exact: true })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Log', exact: true })).toHaveCount(0)
    await page.goto(`/connections/${connection}/log`)
    await expect(page.getByText('No log to be read from here')).toBeVisible()
  })
})

test('the logs of a xend’s host are read, followed and searched', async ({ page, api }) => {
  const long = 'DEBUG (DevController:115) DevController: writing the state of a device. '.repeat(4)
  const lines = ['INFO (SrvDaemon:285) Xend Daemon started', ...Array(2_000).fill(long)]
  const xend = await startXend({
    personality: '4.1',
    listen: { port: 0 },
    log: () => `${lines.join('\n')}\n`,
  })
  try {
    const id = await api.open(xend.url)
    await page.goto(`/connections/${id}`)
    await page.getByRole('link', { name: 'Log', exact: true }).click()
    const log = page.getByRole('region', { name: 'Log' })
    await expect(log).toContainText('Xend Daemon started')
    const below = () => log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight)
    await expect.poll(below).toBeLessThan(2)
    lines.push('ERROR (XendDomainInfo:99) Device 2049 could not be connected')
    await expect(log).toContainText('could not be connected')
    await expect.poll(below).toBeLessThan(2)
    await log.hover()
    await page.mouse.wheel(0, -600)
    await expect.poll(below).toBeGreaterThan(300)
    const before = await below()
    lines.push('INFO (SrvDaemon:285) whoever has scrolled up stays there')
    await expect(log).toContainText('stays there')
    expect(await below()).toBeGreaterThanOrEqual(before)
    await page.getByLabel('Search the log').fill('device ERROR')
    await expect(log).not.toContainText('Xend Daemon started')
    await expect(page.getByText('1 of 2,003 lines')).toBeVisible()
    await page.getByLabel('Search the log').fill('nothing of that')
    await button(page, 'Clear search').click()
    await expect(log).toContainText('Xend Daemon started')
    await page.getByText('Hypervisor', { exact: true }).click()
    await expect(log).toContainText('(XEN) Command line')
    await expect(page).toHaveURL(/of=hypervisor/)
  } finally {
    await xend.stop()
  }
})
