import { startDaemon } from '../lab/daemon.ts'
import { whyNoLab } from '../lab/possible.ts'
import { measureOurs, type OurFigures } from './client-figures.ts'
import { type Figure, printFigure } from './figure.ts'
import { type ClientFigures, reference } from './reference.ts'

/** Taken in turns, ours and theirs, and of each the best: what else the machine does only ever slows down. */
const rounds = 3

type Bar = Pick<Figure, 'figure' | 'unit' | 'bar'> & {
  ours: keyof OurFigures
  theirs: keyof ClientFigures
}

const bars: Bar[] = [
  { figure: 'open over unix', unit: 'ms', ours: 'open', theirs: 'open', bar: { most: 1.5 } },
  {
    figure: 'open and ask type, host name and versions',
    unit: 'ms',
    ours: 'who',
    theirs: 'who',
    bar: null,
  },
  { figure: 'sequential calls', unit: '1/s', ours: 'calls', theirs: 'calls', bar: { least: 0.7 } },
  {
    figure: 'list and state of 1000 domains',
    unit: 'ms',
    ours: 'list',
    theirs: 'list',
    bar: { most: 1 },
  },
  {
    figure: 'pipelined calls (theirs: one thread)',
    unit: '1/s',
    ours: 'pipelined',
    theirs: 'calls',
    bar: { least: 1 },
  },
  {
    figure: 'suspend to event, p50',
    unit: 'ms',
    ours: 'event',
    theirs: 'event',
    bar: { most: 1.5 },
  },
  {
    figure: 'suspend to changed row, p50 (theirs: event)',
    unit: 'ms',
    ours: 'row',
    theirs: 'event',
    bar: null,
  },
]

/** The table "Client": ours beside libvirt's own client, on one machine and one daemon. */
export async function runClientBench(): Promise<void> {
  const reason = whyNoLab()
  if (reason !== null) {
    console.error(`client bench left out: ${reason}`)
    return
  }
  const lab = await startDaemon()
  const theirs = await reference()
  try {
    const world = lab.writeWorld(1_000)
    const measured: { ours: OurFigures; theirs: ClientFigures }[] = []
    for (let round = 0; round < rounds; round++) {
      measured.push({
        theirs: await theirs.measure(lab.uri('test', '/default'), lab.uri('test', world)),
        ours: await measureOurs(lab, `test://${world}`),
      })
    }
    for (const { ours, theirs: field, ...row } of bars) {
      const best = row.unit === 'ms' ? Math.min : Math.max
      const known = measured.flatMap((one) => one.theirs[field] ?? [])
      printFigure({
        bench: 'client',
        ...row,
        ours: best(...measured.map((one) => one.ours[ours])),
        reference: known.length === 0 ? null : best(...known),
        against: theirs.against,
      })
    }
  } finally {
    theirs.end()
    await lab.stop()
  }
}

await runClientBench()
