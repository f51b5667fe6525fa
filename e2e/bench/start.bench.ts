import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { root } from '../root.ts'
import { absolutely, median, timed } from './figure.ts'

const { one } = absolutely('start')
const lines = 1_000

/** From `npm start` in a built clone to listening, ms. */
async function npmStart(data: string): Promise<number> {
  const began = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, OIRASE_PORT: '0', OIRASE_DATA: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const chunk of child.stdout) if (`${chunk}`.includes('listens on')) break
  const took = performance.now() - began
  child.kill('SIGTERM')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return took
}

const uris = [
  'qemu+ssh://mika@host.example:2222/system?keyfile=/home/mika/.ssh/id&no_verify=1',
  'qemu+tls://[2001:db8::7]/system?pkipath=/etc/pki/mine#later',
  'test:///default',
  'xen+tcp://10.0.0.7/',
  'qemu+unix:///system?socket=/run/mine',
  'qemu+nonsense://host/system',
]

async function uriLines(): Promise<void> {
  const child = spawn(process.execPath, ['dist/server/main.js', 'uri', '-'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const answered = text(child.stdout)
  for (let at = 0; at < lines; at += 1) {
    child.stdin.write(`${JSON.stringify({ uri: uris[at % uris.length], uid: at % 2 })}\n`)
  }
  child.stdin.end()
  const count = (await answered).trim().split('\n').length
  if (count !== lines) throw new Error(`${count} answers to ${lines} lines`)
}

async function runStartBench(): Promise<void> {
  const data = mkdtempSync(path.join(tmpdir(), 'oirase-start-'))
  try {
    const took: number[] = []
    for (let round = 0; round < 6; round += 1) took.push(await npmStart(data))
    // the first makes the data folder
    one('npm start of a built clone', median(took.slice(1)), 'ms', { most: 2_000 })
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
  one(`oirase uri - with ${lines} lines`, median(await timed(5, uriLines)), 'ms', {
    most: 1_000,
  })
}

await runStartBench()
