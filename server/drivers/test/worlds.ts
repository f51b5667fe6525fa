import type { Clock } from '../../../lib/clock.ts'
import type { WorldContent } from './content.ts'
import { Confined } from './files.ts'
import { readDefaultWorld, readWorldFile } from './read-world.ts'
import { World } from './world.ts'

export interface WorldsDeps {
  clock: Clock
  /** What the node calls itself. */
  hostname: string
  /** Folders that a `test:///path` may be opened from; files of a world too. */
  folders: readonly string[]
}

/** A world held open, until it is released. */
export interface Lease {
  world: World
  /** Idempotent. */
  release(): void
}

interface Held {
  world: Promise<World>
  leases: number
}

/**
 * The worlds of this process. Each exists once, the default one and one for each real path of a file: whoever opens
 * it sees what the others do to it. It goes when the last one closes it, so to close and open again is to begin
 * anew, from the file as it is then. (In libvirt a file's world belongs to one connection alone; people who
 * share a console would each see a different host.)
 */
export class Worlds {
  readonly hostname: string
  readonly #clock: Clock
  readonly #files: Confined
  readonly #held = new Map<string, Held>()

  constructor({ clock, hostname, folders }: WorldsDeps) {
    this.hostname = hostname
    this.#clock = clock
    this.#files = new Confined(folders)
  }

  openDefault(): Promise<Lease> {
    return this.#lease('default', async () => readDefaultWorld())
  }

  /** Throws Failure: it may not be opened, or why it is no world, in libvirt's words. */
  async openFile(path: string): Promise<Lease> {
    const real = await this.#files.locate(path)
    return this.#lease(real, () => readWorldFile(real, this.#files))
  }

  async #lease(key: string, read: () => Promise<WorldContent>): Promise<Lease> {
    const held = this.#held.get(key) ?? this.#hold(key, read)
    held.leases++
    const release = once(() => this.#release(key, held))
    try {
      return { world: await held.world, release }
    } catch (cause) {
      release()
      throw cause
    }
  }

  #hold(key: string, read: () => Promise<WorldContent>): Held {
    const world = read().then((content) => new World(content, this.#clock))
    const held = { world, leases: 0 }
    this.#held.set(key, held)
    return held
  }

  #release(key: string, held: Held): void {
    held.leases--
    if (held.leases > 0) return
    this.#held.delete(key)
    held.world.then(
      (world) => world.close(),
      // Whoever asked for it has been told.
      () => {},
    )
  }
}

function once(work: () => void): () => void {
  let done = false
  return () => {
    if (!done) work()
    done = true
  }
}
