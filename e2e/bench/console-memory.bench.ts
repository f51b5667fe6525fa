import type { Page } from '@playwright/test'
import { paths } from '../../lib/paths.ts'
import { prompt } from '../lab/linux-guest.ts'
import { absolutely } from './figure.ts'
import { residentOf } from './process-cost.ts'
import { runScreened } from './screened-guest.ts'
import { onStage, type Stage, sleep, withLab } from './stage.ts'

const minutes = 10
const minute = 60_000
/** Every letter of the screen changes, again and again. */
const video = 'while :; do tr -dc a-zA-Z0-9 </dev/urandom | head -c 4000; done >/dev/tty1 &'

const { one } = absolutely('console-memory')

interface Used {
  server: number
  tab: number
}

/** After the page has thrown away what it needs no more, MB. */
async function usedBy(page: Page, pid: number): Promise<Used> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = (await devtools.send('Runtime.getHeapUsage')) as { usedSize: number }
  await devtools.detach()
  return { server: residentOf(pid), tab: usedSize / 1e6 }
}

async function startVideo(page: Page, console: (which: string) => string): Promise<void> {
  await page.goto(console('text-serial0'))
  const lines = page.locator('[data-console=text] .xterm-rows')
  await page.locator('[data-console=text] textarea').focus()
  while (!(await lines.textContent())?.includes(prompt.trim())) {
    await page.keyboard.press('Enter')
    await sleep(500)
  }
  await page.keyboard.insertText(video)
  await page.keyboard.press('Enter')
  await sleep(1_000)
  await page.goto(console('display-0'))
  await page.locator('[data-console=vnc] canvas').waitFor()
}

/** A digest of what is drawn. */
const drawn = (page: Page): Promise<string> =>
  page
    .locator('[data-console=vnc] canvas')
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())

async function watch(page: Page, { pid }: Stage): Promise<void> {
  const used: Used[] = []
  let changes = 0
  for (let past = 0; past <= minutes; past += 1) {
    used.push(await usedBy(page, pid))
    const before = await drawn(page)
    if (past < minutes) await sleep(minute)
    changes += Number((await drawn(page)) !== before)
  }
  if (changes < minutes) throw new Error('the screen stood still')
  const [, early, ...later] = used
  const last = later.at(-1)
  if (early === undefined || last === undefined) return
  for (const [whose, most] of [
    ['server', 8],
    ['tab', 8],
  ] as const) {
    one(`${whose}, after a minute`, early[whose], 'MB', null)
    one(`${whose}, more after ${minutes}`, last[whose] - early[whose], 'MB', { most })
  }
}

await onStage(async (stage) => {
  await withLab('console-memory', async (lab) => {
    const { uuid } = await runScreened(lab)
    const [connection = ''] = await stage.open([lab.uri('qemu', '/system')])
    const page = await stage.context.newPage()
    const console = (which: string) => stage.origin + paths.domainConsole(connection, uuid, which)
    await startVideo(page, console)
    await watch(page, stage)
  })
})
