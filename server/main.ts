#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { Io } from './cli/io.ts'

/** The folder of the package: sources and the compiled server lie at different depths in it. */
function rootAbove(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : rootAbove(path.dirname(folder))
}
const root = rootAbove(import.meta.dirname)
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))

/**
 * Next's settings as the build understood them, told the way its own standalone server is told them. Without them it
 * loads a compiler of 20 MB at every start, only to read next.config.ts again.
 */
function builtSettings(): Record<string, string> {
  const file = path.join(root, '.next/required-server-files.json')
  if (!existsSync(file)) return {}
  const { config } = JSON.parse(readFileSync(file, 'utf8'))
  return { __NEXT_PRIVATE_STANDALONE_CONFIG: JSON.stringify(config) }
}

interface Command {
  args: string
  does: string
  /** Loads what it needs and no more, so that the small ones answer at once. Returns the exit code. */
  run(args: string[], io: Io): Promise<number>
}

const commands: Record<string, Command> = {
  serve: {
    args: '',
    does: 'run the server (also without any command)',
    async run(_args, io) {
      // no program that this one starts inherits the key
      const env = { ...io.env }
      delete process.env.OIRASE_KEY
      // a young generation that keeps its first size, an old one that grows by little: 35 MB less held
      setFlagsFromString('--semi-space-growth-factor=1')
      setFlagsFromString('--optimize-for-size')
      // React and Next look at these while they load
      const unset = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
      Object.assign(process.env, { ...unset, ...process.env })
      if (process.env.NODE_ENV === 'production') Object.assign(process.env, builtSettings())
      return (await import('./serve.ts')).serve({ env, root, version })
    },
  },
  list: {
    args: '[--all] URI',
    does: 'print the virtual machines of a connection',
    run: async (args, io) => (await import('./cli/list.ts')).runList(args, io),
  },
  uri: {
    args: '[--json] URI… | -',
    does: 'say how connection URIs read and what would be dialled',
    run: async (args, io) => (await import('./cli/uri.ts')).runUri(args, io),
  },
  doctor: {
    args: 'URI',
    does: 'open a connection step by step and say where that ends',
    run: async (args, io) => (await import('./cli/doctor.ts')).runDoctor(args, io),
  },
  link: {
    args: '',
    does: 'print a one-time sign-in link for a lost password',
    run: async (args, io) => (await import('./cli/link.ts')).runLink(args, io),
  },
}

async function help(io: Io): Promise<number> {
  const { settingsHelp } = await import('./config.ts')
  const rows = Object.entries(commands).map(
    ([name, { args, does }]) => `  ${`oirase ${name} ${args}`.padEnd(32)}${does}\n`,
  )
  io.out(`Oirase ${version}: every libvirt host a person can reach, live in one browser tab\n\n`)
  io.out(
    `${rows.join('')}\nSettings of the server, by environment [and what they are when unset]:\n`,
  )
  io.out(`${settingsHelp(io.env)}\n`)
  return 0
}

function run([name = 'serve', ...args]: string[], io: Io): Promise<number> | number {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command !== undefined) return command.run(args, io)
  if (['--help', '-h', 'help'].includes(name)) return help(io)
  if (name !== '--version') {
    io.err(`oirase: there is no command "${name}"; see oirase --help\n`)
    return 2
  }
  io.out(`${version}\n`)
  return 0
}

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
})
