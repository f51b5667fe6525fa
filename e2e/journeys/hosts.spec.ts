import { password } from '../lab/accounts.ts'
import { type Lab, startLab } from '../lab/lab.ts'
import { whyNoLab } from '../lab/possible.ts'
import { expect } from './fixtures.ts'
import { test } from './own-home.ts'

const reason = whyNoLab()
test.skip(reason !== null, `no real hosts here: ${reason}`)

let lab: Lab<'a'>
test.beforeAll(async () => {
  lab = await startLab({ a: { sasl: ['scram-sha-256'] } })
})
test.afterAll(() => lab?.stop())

test('a real host that is unknown, asks questions and has users of its own opens by answering them', async ({
  page,
}) => {
  const { address, machine } = lab.hosts.a
  await page.goto(`/connect?uri=${encodeURIComponent(`test+ssh://questioned@${address}/default`)}`)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()

  const key = page.getByRole('dialog', { name: 'Is this the host you mean?' })
  const command = (await key.getByText(/^ssh-keygen -lvf/).textContent()) ?? ''
  const printed = await machine.run('sh', ['-c', command])
  const [line = '', ...picture] = printed.trimEnd().split('\n')
  await expect(key.getByText(line.split(' ')[1] ?? '', { exact: true })).toBeVisible()
  expect(await key.getByRole('img').textContent()).toBe(picture.join('\n'))
  await key.getByRole('button', { name: 'Always trust' }).click()

  // PAM asks nothing but a password, so that is what the dialog says
  const asks = page.getByRole('dialog', { name: `Password for questioned@${address}` })
  await asks.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')

  const signIn = page.getByRole('dialog', { name: /^Sign in to libvirt on/ })
  await signIn.getByRole('textbox').first().fill('clerk')
  await signIn.locator('input[type=password]').fill('not that')
  await page.keyboard.press('Enter')
  await expect(signIn.getByRole('alert')).toBeVisible()
  await signIn.getByRole('textbox').first().fill('clerk')
  await signIn.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'test', exact: true })).toBeVisible()
})
