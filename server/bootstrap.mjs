// Plain JavaScript on Node's own modules only: this runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const startedAt = performance.now()
const [command, ...rest] = process.argv.slice(2)

const say = (words) =>
  console.error(`[${((performance.now() - startedAt) / 1000).toFixed(1)} s] ${words}`)

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Node ${process.versions.node} is too old: Oirase needs 20.19 or newer.`)
  process.exit(1)
}

/** Runs a program to its end; a failure ends this one with the same code. */
function must(program, args, env = {}) {
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}

const npm = (...args) =>
  process.env.npm_execpath === undefined
    ? ['npm', args]
    : [process.execPath, [process.env.npm_execpath, ...args]]

function fingerprint(files) {
  const hash = createHash('sha256').update(process.version)
  for (const file of files) hash.update(file).update(readFileSync(path.join(root, file)))
  return hash.digest('hex')
}

const filesUnder = (folder) =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort()

const stampOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null)

function install() {
  const stamp = path.join(root, 'node_modules/.oirase-stamp')
  const wanted = fingerprint(['package.json', 'package-lock.json'])
  if (stampOf(stamp) === wanted) return
  say('installing packages')
  must(...npm('ci', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'))
  writeFileSync(stamp, wanted)
}

function build() {
  const stamp = path.join(root, '.next/oirase-stamp')
  const wanted = fingerprint([
    'package-lock.json',
    'next.config.ts',
    'tsconfig.json',
    ...['app', 'components', 'lib', 'server', 'public'].flatMap(filesUnder),
  ])
  if (stampOf(stamp) === wanted && existsSync(path.join(root, 'dist/server/main.js'))) return
  say('building')
  // types left by a development server name routes that may be gone, and would fail the build
  rmSync(path.join(root, '.next/dev'), { recursive: true, force: true })
  rmSync(path.join(root, 'dist'), { recursive: true, force: true })
  must(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { NODE_ENV: 'production' })
  must(process.execPath, ['server/precompress.mjs', '.next/static'])
  must(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'server/tsconfig.json'])
  writeFileSync(stamp, wanted)
}

async function start() {
  process.env.NODE_ENV = 'production'
  const main = path.join(root, 'dist/server/main.js')
  process.argv = [process.execPath, main, 'serve', ...rest]
  await import(pathToFileURL(main).href)
}

/** The compiler and the server side by side; the first to end takes the other with it. */
function dev() {
  const tsc = ['node_modules/typescript/bin/tsc', '-p', 'server/tsconfig.json']
  must(process.execPath, tsc)
  const env = { ...process.env, NODE_ENV: 'development' }
  const children = [
    [...tsc, '--watch', '--preserveWatchOutput'],
    ['--watch', '--watch-preserve-output', 'dist/server/main.js', 'serve', ...rest],
  ].map((args) => spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' }))
  const end = () => {
    for (const child of children) child.kill('SIGTERM')
  }
  for (const child of children) child.on('exit', end)
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}

const commands = {
  start: async () => {
    build()
    await start()
  },
  dev,
  build,
  test: async () => {
    build()
    const { runTests } = await import('../e2e/run.mjs')
    process.exitCode = await runTests({ root, say, npm, args: rest })
  },
  bench: async () => {
    build()
    const { runBenches } = await import('../e2e/run.mjs')
    process.exitCode = await runBenches({ root, say, npm, args: rest })
  },
  lab: async () => {
    must(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'e2e/lab/tsconfig.json'])
    await import('../dist/e2e/lab/main.js')
  },
}

refuseOldNode()
process.chdir(root)
process.env.NEXT_TELEMETRY_DISABLED ??= '1'
if (!Object.hasOwn(commands, command)) {
  console.error(`usage: node server/bootstrap.mjs ${Object.keys(commands).join(' | ')}`)
  process.exit(2)
}
install()
await commands[command]()
