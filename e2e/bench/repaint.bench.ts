import type { LabDaemon } from '../lab/daemon.ts'
import { absolutely } from './figure.ts'
import { clickToRow, virshToRow } from './liveness.ts'
import { drawn } from './page-clock.ts'
import { coreShare, residentOf } from './process-cost.ts'
import { onStage, pageOf, type Stage, sleep, visit, withLab } from './stage.ts'

const many = 1_000
const { one, spread } = absolutely('repaint')
const bars = [{ most: 15 }, { most: 50 }] as const

/** The server while one browser looks at a thousand running domains of a real daemon. */
async function running(stage: Stage, lab: LabDaemon): Promise<void> {
  await stage.clear()
  const [connection] = await stage.open([lab.uri('test', lab.writeWorld(many, 'running'))])
  const page = await visit(stage.context, pageOf(stage, connection!), many)
  await drawn(page)
  await sleep(5_000)
  const share = await coreShare(stage.pid, 30_000)
  one(`server CPU, ${many} running domains, one browser`, share, '%', { most: 5 })
  const resident = residentOf(stage.pid)
  one(`server RSS, ${many} running domains, one browser`, resident, 'MB', { most: 150 })
  await page.close()
}

await onStage(async (stage) => {
  await withLab('repaint', async (lab) => {
    await running(stage, lab)
    for (const count of [10, many]) {
      const waits = await virshToRow(stage, lab, count)
      spread(`reply to virsh to row, beside ${count} domains`, waits, bars)
    }
  })
  const waits = await clickToRow(stage, stage.world('thousand', many), many)
  // no bar: two rows are made safe on the disk before anything is asked of the host
  spread(`click to row, among ${many} domains`, waits, [null, null])
})
