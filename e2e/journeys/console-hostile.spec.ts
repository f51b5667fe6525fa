import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { type LabDaemon, startDaemon } from '../lab/daemon.ts'
import { type Hostility, startHostileDisplay } from '../lab/hostile-display.ts'
import { linuxFiles, linuxGuestXml, screen, vncOn } from '../lab/linux-guest.ts'
import { whyNoLab } from '../lab/possible.ts'
import { answers, consoleOf, terminal } from './console-page.ts'
import { expect, test } from './fixtures.ts'

const reason = whyNoLab()
test.skip(reason !== null, `no real libvirtd here: ${reason}`)

const name = 'fiend'
let daemon: LabDaemon
let uuid: string
let socket: string
test.beforeAll(async () => {
  daemon = await startDaemon()
  socket = path.join(daemon.folder, `${name}.vnc`)
  const listen = `<listen type='socket' socket='${socket}'/>`
  const file = path.join(daemon.folder, `${name}.xml`)
  writeFileSync(file, linuxGuestXml({ name, devices: vncOn(listen) + screen }, linuxFiles()))
  await daemon.virsh('create', file)
  uuid = (await daemon.virsh('domuuid', name)).trim()
})
test.afterAll(() => daemon.stop())

/** ms; some 0.7 s where nothing else runs. */
const longestClick = 5_000
/** MB more than before: a screen of 5K is some 60 of them, twice and once more for Chromium's own process. */
const mostHeld = { page: 600, server: 100 }

/** MB that a process holds. */
const resident = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_000

/** MB that the largest of a browser's pages holds, as the system counts it. */
async function pagesHold(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const pages = processInfo.filter(({ type }) => type === 'renderer')
  return Math.max(...pages.map(({ id }) => resident(id)))
}

/** ms until a click on something of the page's frame has done what it does. */
async function answersClick(page: Page): Promise<number> {
  const began = Date.now()
  await page.getByRole('button', { name: 'Tasks' }).click()
  const drawer = page.getByRole('dialog', { name: 'Tasks' })
  await expect(drawer).toBeVisible()
  const took = Date.now() - began
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  return took
}

/** What a terminal must not do for anybody, and what it could do for ever. */
const spells = [
  ']0;owned\\007', // a title
  ']8;;javascript:alert(1)\\007here\\033]8;;\\007', // a link
  ']52;c;aGVsbG8=\\007', // the clipboard
  'P$qm\\033\\\\', // what is set?
  '[5n\\033[6n\\033[c\\033[>c', // who are you, and where?
  ']4;1;?\\007', // which colours?
  '[2147483647bx\\033[99999999b', // a letter, repeated
  '[2147483647L\\033[99999999S\\033[99999999T\\033[H\\033[99999999I', // lines and tabs
  '[999999999;999999999H\\033[?1049h\\033[?1049l', // another screen
  '[8;9999;9999t\\033[3J\\033c', // another size, nothing to scroll back to, all anew
]

test('a guest that floods its console with escapes holds up nothing but itself', async ({
  page,
  api,
  browser,
  server,
}) => {
  const connection = await api.open(daemon.uri('qemu', '/system'))
  await page.goto(consoleOf(connection, uuid, 'text-serial0'))
  await answers(page)
  const before = { page: await pagesHold(browser), server: resident(server.pid) }
  const title = await page.title()
  const flood = spells.map((spell) => `\\033${spell}`).join('ab')
  await page.keyboard.insertText(`F=$(printf '${flood}\\n')`)
  await page.keyboard.press('Enter')
  await page.keyboard.insertText(
    `A=$(date +%s); while [ $(($(date +%s)-A)) -lt 10 ]; do for i in 1 2 3 4 5 6 7 8; do echo "$F$F$F$F"; done; done; reset; echo Flood-"is over"`,
  )
  await page.keyboard.press('Enter')
  const clicks: number[] = []
  const calls: number[] = []
  for (const until = Date.now() + 8_000; Date.now() < until; ) {
    clicks.push(await answersClick(page))
    const began = Date.now()
    await api.get(`/connections/${connection}/domains/${uuid}/xml?inactive=false`)
    calls.push(Date.now() - began)
  }
  expect(Math.max(...clicks), 'a click').toBeLessThan(longestClick)
  expect(Math.max(...calls), 'a call').toBeLessThan(1_000)
  await expect(terminal(page)).toContainText('Flood-is over')
  expect(await page.title()).toBe(title)
  expect((await pagesHold(browser)) - before.page).toBeLessThan(mostHeld.page)
  expect(resident(server.pid) - before.server).toBeLessThan(mostHeld.server)
})

/** The colour in the middle of what is drawn, as “r,g,b”; null while nothing is. */
const colourOf = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-console=vnc] canvas')
    if (canvas === null || canvas.width * canvas.height === 0) return null
    const at = canvas.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1)
    return at === undefined ? null : [...at.data.slice(0, 3)].join()
  })

const words = (page: Page) =>
  page.getByRole('main').getByRole('alert').or(page.getByRole('main').getByText('Waiting for the'))

const blue = '0,0,200'
const red = '200,0,0'
/** What a page makes of each: the words it ends with, the colour that it goes on to, or nothing that stays. */
const displays: Record<Exclude<Hostility, 'is well'>, RegExp | string | null> = {
  'puts a gigabyte on the clipboard': red,
  'has clipboards that inflate': red,
  'changes its size a hundred times a second': blue,
  'changes its size as fast as it can': null,
  'draws as fast as it can': '9,9,9',
  'begins with a huge screen': /a screen of 65535 × 65535, more than can be shown/,
  'begins with no screen': red,
  'grows huge': /a screen of 65535 × 65535, more than can be shown/,
  'has a huge pointer': /a pointer of 65535 × 65535/,
  'draws beside its screen': /a picture of 65000 × 65000 that is not on its screen/,
  'has a broken compression': /cannot be drawn/,
  'speaks of what nobody knows': /a message of the unknown type 119/,
  'never greets': /Waiting for the guest/,
  'greets without end': /What answers there is no VNC display/,
}

test('a display that misbehaves is drawn on or ended with a sentence, and the page lives', async ({
  page,
  api,
  browser,
  server,
}) => {
  // as many displays as there are ways, one after the other
  test.slow()
  const connection = await api.open(daemon.uri('qemu', '/system'))
  const display = await startHostileDisplay(socket)
  await page.goto(consoleOf(connection, uuid))
  await expect.poll(() => colourOf(page)).toBe(blue)
  const before = { page: await pagesHold(browser), server: resident(server.pid) }
  const failures: string[] = []
  for (const [how, comesTo] of Object.entries(displays)) {
    display.behave(how as Hostility)
    await page.goto(consoleOf(connection, uuid))
    if (typeof comesTo === 'string') await expect.poll(() => colourOf(page), how).toBe(comesTo)
    else if (comesTo !== null) await expect(words(page), how).toContainText(comesTo)
    else await page.waitForTimeout(2_000)
    const clicks = await answersClick(page)
    const held = {
      page: Math.round((await pagesHold(browser)) - before.page),
      server: Math.round(resident(server.pid) - before.server),
    }
    if (clicks > longestClick || held.page > mostHeld.page || held.server > mostHeld.server) {
      failures.push(`${how}: ${clicks} ms, ${held.page} and ${held.server} MB`)
    }
  }
  expect(failures).toEqual([])
  display.behave('is well')
  await page.goto(consoleOf(connection, uuid))
  await expect.poll(() => colourOf(page)).toBe(blue)
  await display.stop()
})
