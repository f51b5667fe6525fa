import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { repositoryRoot } from '../lab/repository-root.ts'
import { median, timed } from './figure.ts'

const run = promisify(execFile)

/** Milliseconds, and calls in a second. */
export type ClientFigure = 'open' | 'who' | 'list' | 'calls' | 'event'
export type ClientFigures = Partial<Record<ClientFigure, number>>

/** libvirt's own client doing what ours does: by its C library where that can be compiled, else by virsh. */
export interface Reference {
  against: string
  measure(small: string, large: string): Promise<ClientFigures>
  end(): void
}

export async function reference(): Promise<Reference> {
  return existsSync('/usr/include/libvirt/libvirt.h') && existsSync('/usr/bin/cc')
    ? byLibrary()
    : byVirsh
}

async function byLibrary(): Promise<Reference> {
  const folder = mkdtempSync(path.join(tmpdir(), 'oirase-bench-'))
  const source = path.join(repositoryRoot(), 'e2e/bench/reference/client.c')
  const program = path.join(folder, 'client')
  const end = () => rmSync(folder, { recursive: true, force: true })
  try {
    await run('cc', ['-O2', '-Wall', '-o', program, source, '-lvirt'])
  } catch (cause) {
    end()
    throw cause
  }
  return {
    against: 'libvirt’s C client',
    end,
    async measure(small, large) {
      const { stdout } = await run(program, [small, large])
      return Object.fromEntries(stdout.trim().split('\n').map(readFigure))
    },
  }
}

function readFigure(line: string): [string, number] {
  const [name = '', value] = line.split(' ')
  return [name, Number(value)]
}

const byVirsh: Reference = {
  against: 'virsh, its start included: there is no libvirt-dev or no cc here',
  end: () => {},
  async measure(small, large) {
    const virsh = (uri: string, ...args: string[]) => run('virsh', ['--connect', uri, ...args])
    return {
      open: median(await timed(10, () => virsh(small, 'uri'))),
      list: median(await timed(3, () => virsh(large, 'list', '--all'))),
    }
  },
}
