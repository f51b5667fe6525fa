#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The folder of the package: sources and the compiled server lie at different depths in it. */
function rootAbove(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : rootAbove(path.dirname(folder))
}
const root = rootAbove(import.meta.dirname)
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))

/** Each loads what it needs and no more, so that the small ones answer at once. */
const commands: Record<string, { args: string; does: string; run(args: string[]): Promise<void> }> =
  {
    serve: {
      args: '',
      does: 'run the server (also without a command)',
      async run() {
        // React and Next look at these while they load
        const unset = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
        Object.assign(process.env, { ...unset, ...process.env })
        const { serve } = await import('./serve.ts')
        await serve({ env: process.env, root, version })
      },
    },
    link: {
      args: '',
      does: 'print a one-time sign-in link that makes or restores an administrator',
      async run() {
        const { runLink } = await import('./cli/link.ts')
        await runLink(process.env)
      },
    },
  }

async function help(): Promise<void> {
  const { settingsHelp } = await import('./config.ts')
  const rows = Object.entries(commands).map(
    ([name, { args, does }]) => `  ${`oirase ${name} ${args}`.padEnd(38)}${does}`,
  )
  process.stdout.write(
    `Oirase ${version}: every libvirt host a person can reach, live in one browser tab\n\n` +
      `${rows.join('\n')}\n\nSettings of the server, by environment:\n${settingsHelp(process.env)}\n`,
  )
}

const [name = 'serve', ...args] = process.argv.slice(2)
if (['--help', '-h', 'help'].includes(name)) {
  await help()
} else if (name === '--version') {
  process.stdout.write(`${version}\n`)
} else if (Object.hasOwn(commands, name)) {
  await commands[name]?.run(args)
} else {
  process.stderr.write(`oirase: there is no command "${name}"; see oirase --help\n`)
  process.exitCode = 2
}
