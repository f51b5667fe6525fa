import { open } from 'node:fs/promises'
import path from 'node:path'
import Libsql from 'libsql'

/** A server that was just told to stop may still be at it. */
const patience = 5_000

/**
 * Makes this process the only server on a data folder, for as long as it lives: two would write one chain and give
 * up each other's tasks. The lock is the system's own, held through an open transaction on a file beside the database,
 * so that it is gone with the process, however that ends. Returns what lets it go. Throws when it is taken.
 */
export async function lockFolder(folder: string, wait = patience): Promise<() => void> {
  const file = path.join(folder, 'server.lock')
  const handle = await open(file, 'a', 0o600)
  await handle.close()
  const lock = new Libsql(file, { timeout: wait })
  try {
    lock.exec('begin exclusive')
  } catch (cause) {
    lock.close()
    throw new Error(`another Oirase server is using ${folder}: OIRASE_DATA names another folder`, {
      cause,
    })
  }
  return () => lock.close()
}
