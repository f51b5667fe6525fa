import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openStore } from './store.ts'

/** A store for one test, in a folder that goes with it. */
export async function openScratchStore() {
  const folder = await mkdtemp(path.join(tmpdir(), 'oirase-store-'))
  const store = await openStore(folder)
  const remove = async () => {
    await store.close()
    await rm(folder, { recursive: true })
  }
  return { folder, store, remove }
}
export type ScratchStore = Awaited<ReturnType<typeof openScratchStore>>
