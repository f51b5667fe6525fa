import type { Page } from '@playwright/test'
import type { LabDaemon } from '../lab/daemon.ts'
import { worldName } from '../lab/world.ts'
import { drawn, watchFor } from './page-clock.ts'
import { type Stage, visit } from './stage.ts'
import { openVirsh } from './virsh-prompt.ts'

const rounds = 60
const row = '[data-row]'
/** Its name sorts before those of a world. */
const guest = 'a-guest'
/** Rounds must not fall in step with the ticks of statistics, nor with the screen's pictures. */
const pause = (page: Page) => page.waitForTimeout(40 + Math.random() * 60)
/** What is done in a round, by virsh or by the row's button, and what the row says then. */
const turn = (round: number) =>
  round % 2
    ? ({ act: 'resume', button: 'Resume', word: 'Running' } as const)
    : ({ act: 'suspend', button: 'Pause', word: 'Paused' } as const)
const allMachines = ({ origin }: Stage) => `${origin}/?group=none`

/**
 * From virsh saying that the daemon suspended or resumed a QEMU guest to its row being drawn so, beside a world of
 * `count` domains on the same page, in ms each.
 */
export async function virshToRow(stage: Stage, lab: LabDaemon, count: number): Promise<number[]> {
  const system = lab.uri('qemu', '/system')
  await stage.clear()
  await lab.createQemu(guest)
  const virsh = openVirsh(system)
  try {
    await stage.open([lab.uri('test', lab.writeWorld(count)), system])
    const page = await visit(stage.context, allMachines(stage), count + 1)
    await drawn(page)
    const waits: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const { act, word } = turn(round)
      await watchFor(page, { where: row, texts: [guest, word] })
      const replied = await virsh.act(act, guest)
      waits.push((await drawn(page)).at - replied)
      await pause(page)
    }
    await page.close()
    return waits
  } finally {
    virsh.end()
    await lab.virsh('destroy', guest)
  }
}

/** From a click on the button in the row of a domain of a world of `count` to the row being drawn so, in ms each. */
export async function clickToRow(stage: Stage, uri: string, count: number): Promise<number[]> {
  await stage.clear()
  await stage.open([uri])
  const page = await visit(stage.context, allMachines(stage), count)
  await drawn(page)
  const waits: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const { button, word } = turn(round)
    await watchFor(page, { where: row, texts: [worldName(0), word] })
    const clicked = await page
      .getByRole('button', { name: `${button} ${worldName(0)}` })
      .evaluate((element: HTMLElement) => {
        const at = performance.timeOrigin + performance.now()
        element.click()
        return at
      })
    waits.push((await drawn(page)).at - clicked)
    await pause(page)
  }
  await page.close()
  return waits
}
