import { Failure } from '../../../lib/failure.ts'
import type { DomainContent } from './content.ts'

/** Of the files that domains of one world are saved and dumped to. */
export const fileLimits = { files: 1_000, characters: 8 * 1024 * 1024 }

/** A domain as it is started again. */
export type Image = Pick<DomainContent, 'definition' | 'behaviour'>

/**
 * The files a world's domains are saved and dumped to, by path. libvirt's test driver writes real ones; here
 * everybody shares the server's disk, so that they are the world's own and go with it. Its node has every folder.
 */
export class SavedFiles {
  /** null: the dump of a domain, that nothing can be started from. */
  readonly #files = new Map<string, Image | null>()
  #characters = 0

  /** Writes over what is there. `doing` is what fails when there is no room (Failure). */
  write(path: string, content: Image | null, doing: string): void {
    const before = this.#files.get(path)
    const grows = sizeOf(content) - sizeOf(before)
    const full =
      this.#characters + grows > fileLimits.characters ||
      (before === undefined && this.#files.size >= fileLimits.files)
    if (full) throw new Failure('host.refused', `${doing}: No space left on device`)
    this.#characters += grows
    this.#files.set(path, content)
  }

  /** What a domain was saved with. Throws Failure: there is no such file, or it is a dump. */
  read(path: string): Image {
    const content = this.#files.get(path)
    if (content === undefined) {
      const words = `cannot read domain image '${path}': No such file or directory`
      throw new Failure('host.refused', words)
    }
    if (content === null) {
      throw new Failure('host.refused', `failed to read metadata length in '${path}': Success`)
    }
    return content
  }
}

const sizeOf = (content: Image | null | undefined): number => content?.definition.typed.length ?? 0
