import type { Clock } from '../../lib/clock.ts'
import type { Surroundings } from '../../lib/contract/http.ts'
import type { Rung } from '../../lib/contract/opening.ts'
import { Failure } from '../../lib/failure.ts'
import type { Open } from '../../lib/libvirt/plan-types.ts'
import type { Driver, OpenOptions } from '../drivers/driver.ts'
import type { Log } from '../log.ts'
import { AttemptAsker } from './asker.ts'
import type { Credentials } from './credentials.ts'
import { examine } from './doctor.ts'
import { Keyring } from './keyring.ts'
import { Listeners } from './listeners.ts'
import type { Questions } from './questions.ts'

/** Each may wait for a person for minutes. */
const mostAtOnce = 20

/** What somebody wants examined. */
export interface Wanted {
  uri: string
  readOnly: boolean
  /** What they call it when they follow it, else null. */
  examination: string | null
}

interface Asking {
  /** A person's id. */
  by: string
  /** The connection that is saved for the same, whose credentials open it. */
  same: string | null
}

/** How far an examination has come, for the person who follows it. */
export interface Climb {
  person: string
  examination: string
  rungs: Rung[]
}

interface ExaminationsDeps {
  openDriver(plan: Open, options: OpenOptions): Promise<Driver>
  surroundings(): Promise<Surroundings>
  questions: Pick<Questions, 'ask'>
  credentials: Pick<Credentials, 'of'>
  clock: Clock
  log: Log
}

/** Ladders that people have climbed for URIs of which nothing is kept. */
export class Examinations {
  readonly #deps: ExaminationsDeps
  readonly #listeners: Listeners<Climb>
  #running = 0

  constructor(deps: ExaminationsDeps) {
    this.#deps = deps
    this.#listeners = new Listeners(deps.log)
  }

  subscribe(listener: (climb: Climb) => void): () => void {
    return this.#listeners.add(listener)
  }

  /** Throws server.busy; never for what is wrong with the URI or its host. */
  async examine(
    { uri, readOnly, examination }: Wanted,
    { by: person, same }: Asking,
    signal?: AbortSignal,
  ): Promise<Rung[]> {
    const { openDriver, clock, questions, credentials, log } = this.#deps
    if (this.#running >= mostAtOnce) throw new Failure('server.busy')
    this.#running += 1
    try {
      const surroundings = await this.#deps.surroundings()
      const keyring = same === null ? new Keyring(null) : credentials.of(same)
      const errand = { person, uri, connection: null }
      const asker = new AttemptAsker({ questions, keyring, log, waits: () => {} }, errand)
      const onRungs = (rungs: Rung[]) => {
        if (examination !== null) this.#listeners.tell({ person, examination, rungs })
      }
      const examined = { uri, readOnly, surroundings, openDriver, clock, signal, asker, onRungs }
      const rungs = await examine(examined)
      if (rungs.every(({ outcome }) => outcome !== 'failed')) asker.opened()
      return rungs
    } finally {
      this.#running -= 1
    }
  }
}
