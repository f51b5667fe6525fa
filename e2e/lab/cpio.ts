/** A file for an initial RAM disk; `text` with a mode of 0o755 is a program or a script. */
export interface ArchivedFile {
  path: string
  bytes: Buffer | string
  mode: number
}

const directory = 0o040755
const regular = 0o100000

/** An archive that Linux unpacks at boot: the "newc" format of cpio (Documentation/driver-api/early-userspace). */
export function cpioOf(directories: readonly string[], files: readonly ArchivedFile[]): Buffer {
  let inode = 0
  const entry = (path: string, mode: number, bytes: Buffer): Buffer => {
    const name = Buffer.from(`${path}\0`)
    inode += 1
    const fields = [inode, mode, 0, 0, 1, 0, bytes.length, 0, 0, 0, 0, name.length, 0]
    const head = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`
    return Buffer.concat([padded(Buffer.concat([Buffer.from(head), name])), padded(bytes)])
  }
  return Buffer.concat([
    ...directories.map((path) => entry(path, directory, Buffer.alloc(0))),
    ...files.map(({ path, bytes, mode }) => entry(path, regular | mode, Buffer.from(bytes))),
    entry('TRAILER!!!', 0, Buffer.alloc(0)),
  ])
}

/** Heads and contents begin at every fourth byte. */
const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)])
