import { median } from './figure.ts'
import { drawn, now, watchFor } from './page-clock.ts'
import { pageOf, type Stage, shown, sleep, visit } from './stage.ts'
import { countedWire } from './wire.ts'

const rounds = 7
/** Time for what the page fetches when it has nothing better to do. */
const idle = 3_000

export interface Opening {
  /** From navigating to the host's page to its complete list, ms, by a browser that was never here and one that was. */
  first: number
  again: number
  /** From asking for the connection to its complete list on a page that is open, ms. */
  connect: number
}

/** How fast `count` machines of that URI are there. Leaves its connection open. */
export async function measureOpening(stage: Stage, uri: string, count: number): Promise<Opening> {
  const connect: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await stage.clear()
    connect.push(await connectInPage(stage, uri, count))
  }
  const [row] = await stage.connections()
  const address = pageOf(stage, row!.id)
  const first: number[] = []
  const again: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const context = await stage.fresh()
    for (const took of [first, again]) {
      const page = await visit(context, address, count)
      const { at, since } = await drawn(page)
      took.push(at - since)
      await page.close()
    }
    await context.close()
  }
  return { first: median(first), again: median(again), connect: median(connect) }
}

async function connectInPage(stage: Stage, uri: string, count: number): Promise<number> {
  const page = await stage.context.newPage()
  await page.goto(stage.origin)
  await page.getByRole('heading', { name: 'Where are your virtual machines?' }).waitFor()
  await sleep(1_000)
  await watchFor(page, shown(count))
  const began = now()
  await page.evaluate(
    async (data) => {
      await fetch('/api/connections', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(data),
      })
    },
    { uri },
  )
  const { at } = await drawn(page)
  await page.close()
  return at - began
}

export interface Weight {
  /** All that came until the list was complete, kB as on the wire. */
  list: number
  /** The same and all that came in the three seconds after it. */
  settled: number
  /** Scripts and styles among that, kB as compressed. */
  code: number
}

/** What a browser that was never here receives for the page of that connection. */
export async function measureWeight(
  stage: Stage,
  connection: string,
  count: number,
): Promise<Weight> {
  const wire = await countedWire(stage.origin)
  const context = await stage.fresh()
  try {
    const sizes: Promise<number>[] = []
    context.on('requestfinished', (request) => {
      if (!['script', 'stylesheet'].includes(request.resourceType())) return
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
    })
    const page = await visit(context, pageOf(wire, connection), count)
    await drawn(page)
    const list = wire.received()
    await page.waitForTimeout(idle)
    const code = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    return { list: list / 1_000, settled: wire.received() / 1_000, code: code / 1_000 }
  } finally {
    await context.close()
    wire.end()
  }
}
