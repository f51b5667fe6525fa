import { absolutely } from './figure.ts'
import { drawn } from './page-clock.ts'
import { filterKeys, paletteOpens, scroll } from './page-hands.ts'
import { coreShare, residentOf } from './process-cost.ts'
import { onStage, sleep, visit } from './stage.ts'

const { one, spread } = absolutely('crowd')
/** 60 Hz, less what the browser's clock rounds away. */
const smooth = { least: 59.5 }

/** 10,000 machines on 100 connections, in one list. */
await onStage(async (stage) => {
  await stage.open(Array.from({ length: 100 }, (_, at) => stage.world(`world-${at}`, 100)))
  const page = await visit(stage.context, stage.origin, 10_000)
  const { at, since } = await drawn(page)
  one('page of 10,000 machines', at - since, 'ms', null)
  await sleep(5_000)
  const gaps = await scroll(page)
  const rate = (1_000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0)
  one('scroll 10,000 machines', rate, 'fps', smooth)
  spread('scroll 10,000 machines: picture to picture', gaps, [null, null])
  spread('filter key to picture, 10,000 machines', await filterKeys(page), [null, null])
  spread('palette, 10,000 machines', await paletteOpens(page), [{ most: 50 }, null])
  one('server CPU, 10,000 machines, one browser', await coreShare(stage.pid, 20_000), '%', null)
  one('server RSS, 10,000 machines, one browser', residentOf(stage.pid), 'MB', { most: 500 })
})
