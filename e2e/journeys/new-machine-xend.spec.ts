import { type FakeXend, startXend } from '../lab/xend/start-xend.ts'
import { expect, test } from './fixtures.ts'
import { button, heading, state, visit } from './machine-page.ts'

let xend: FakeXend
test.afterEach(() => xend.stop())

test('a xend that keeps definitions keeps a new one, and an edited one', async ({ page, api }) => {
  xend = await startXend({ personality: '4.1', listen: { port: 0 }, shuffle: 7 })
  const connection = await api.open(xend.url)
  await page.goto(`/connections/${connection}/new`)
  const editor = page.getByRole('textbox', { name: 'Definition of the new machine' })
  await expect(editor).toHaveValue(/<type>linux<\/type>/)
  await page.getByLabel('Begin with').selectOption({ label: 'Xen · x86_64 · fully virtual' })
  await expect(editor).toHaveValue(/<loader type='rom'>\/usr\/lib\/xen\/boot\/hvmloader</)
  await button(page, 'Create').click()
  await expect(heading(page, 'machine-1')).toBeVisible()
  await expect(state(page)).toContainText('Shut off')
  expect(xend.domain('machine-1')).toMatchObject({ id: null })

  await page.getByRole('link', { name: 'XML', exact: true }).click()
  await button(page, 'Edit').click()
  const edited = page.getByRole('textbox', { name: 'Definition of machine-1' })
  await expect(edited).toHaveValue(/<\/vcpu>/)
  await edited.fill((await edited.inputValue()).replace(/(<vcpu[^>]*>)1</, '$13<'))
  await button(page, 'Review changes').click()
  const review = page.getByRole('dialog', { name: 'Changes of machine-1' })
  await expect(review.getByRole('insertion')).toContainText('>3</vcpu>')
  await button(review, 'Apply').click()
  await expect(page.getByRole('region', { name: 'XML' })).toContainText('>3</vcpu>')

  await page.goto(`/connections/${connection}/new`)
  await page.getByRole('radio', { name: 'Keep and run it' }).check()
  await button(page, 'Create').click()
  await expect(heading(page, 'machine-2')).toBeVisible()
  await expect(state(page)).toContainText('Running')
})

test('a xend that keeps none only runs a new one, and its machines’ definitions are to read', async ({
  page,
  api,
}) => {
  xend = await startXend({ personality: '3.0.2', listen: { port: 0 }, shuffle: 7 })
  const connection = await api.open(xend.url)
  await page.goto(`/connections/${connection}/new`)
  await expect(page.getByRole('radio', { name: 'Run it once', exact: true })).toBeChecked()
  const keep = page.getByRole('radio', { name: 'Keep it', exact: true })
  await expect(keep).toHaveAttribute('aria-disabled', 'true')
  await expect(keep).toHaveAccessibleDescription('This hypervisor cannot do that.')
  await page.getByRole('radio', { name: 'Run it once, paused' }).check()
  await button(page, 'Create').click()
  await expect(heading(page, 'machine-1')).toBeVisible()
  await expect(state(page)).toContainText('Paused')
  expect(xend.names()).toContain('machine-1')

  await page.goto(`/connections/${connection}`)
  await visit(page, 'web')
  await page.getByRole('link', { name: 'XML', exact: true }).click()
  await expect(button(page, 'Edit')).toHaveAccessibleDescription('This hypervisor cannot do that.')
})
