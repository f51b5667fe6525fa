import { absolutely } from './figure.ts'
import { measureOpening, measureWeight } from './opening.ts'
import { drawn } from './page-clock.ts'
import { filterKeys, paletteOpens } from './page-hands.ts'
import { onStage, pageOf, type Stage, sleep, visit, withLab } from './stage.ts'

const many = 1_000
const { one, spread } = absolutely('pages')
const bars = { open: { most: 1_000 }, list: { most: 300 }, code: { most: 250 } }

/** How soon a thousand machines are there, on a driver that `uri` leads to. */
async function opening(stage: Stage, uri: string, on: string): Promise<void> {
  const { first, again, connect } = await measureOpening(stage, uri, many)
  one(`page of a host with ${many} domains, ${on}: first visit`, first, 'ms', bars.open)
  one(`page of a host with ${many} domains, ${on}: again`, again, 'ms', bars.open)
  one(`connect to ${many} domains, ${on}: to the list`, connect, 'ms', bars.open)
}

async function weight(stage: Stage, uri: string): Promise<void> {
  await stage.clear()
  const [connection] = await stage.open([uri])
  // the page also asks for the last minute's statistics
  await sleep(20_000)
  const { list, settled, code } = await measureWeight(stage, connection!, many)
  one(`bytes of the page of ${many} domains but its code`, settled - code, 'kB', bars.list)
  one('bytes of it until the list is complete, code and all', list, 'kB', null)
  one('scripts and styles of that page', code, 'kB', bars.code)
}

async function hands(stage: Stage, uri: string): Promise<void> {
  await stage.clear()
  const [connection] = await stage.open([uri])
  const page = await visit(stage.context, pageOf(stage, connection!), many)
  await drawn(page)
  spread(`filter key to picture, ${many} rows`, await filterKeys(page), [{ most: 16 }, null])
  spread('palette', await paletteOpens(page), [{ most: 50 }, null])
  await page.close()
}

await onStage(async (stage) => {
  const world = stage.world('thousand', many)
  await opening(stage, world, 'in process')
  await withLab('pages', (lab) => opening(stage, lab.uri('test', lab.writeWorld(many)), 'libvirtd'))
  await weight(stage, world)
  await hands(stage, world)
})
