import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

// the first is a third quicker than a browser that draws windows nobody sees
const usual = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * The environment under which Playwright finds a browser; never needs root.
 * OIRASE_CHROMIUM, an installed one, Playwright's own, and last the one an npm package carries.
 */
export async function browserEnvironment({ root, say, npm }) {
  const found = [process.env.OIRASE_CHROMIUM, ...usual].find((file) => file && existsSync(file))
  if (found !== undefined) return { OIRASE_CHROMIUM: found }
  const { chromium } = await import('@playwright/test')
  if (existsSync(chromium.executablePath())) return {}
  say('no browser on this machine: asking Playwright for one')
  const cli = ['node_modules/playwright/cli.js', 'install', 'chromium-headless-shell']
  if (spawnSync(process.execPath, cli, { cwd: root, stdio: ['ignore', 2, 2] }).status === 0)
    return {}
  say('that failed: taking the one that the npm package @sparticuz/chromium carries')
  return carriedBrowser({ root, npm })
}

async function carriedBrowser({ root, npm }) {
  const folder = path.join(root, 'node_modules/.cache/chromium')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}')
  const [program, args] = npm(
    'install',
    '--prefix',
    folder,
    '--no-audit',
    '--no-fund',
    '@sparticuz/chromium@147.0.0',
  )
  if (spawnSync(program, args, { stdio: ['ignore', 2, 2] }).status !== 0)
    throw new Error('no browser can be had here: set OIRASE_CHROMIUM to one')
  // it unpacks under TMPDIR, whose default another user's leftovers may block, and only
  // brings its shared libraries along where it believes to be on Lambda
  const before = process.env.TMPDIR
  const unpacked = path.join(folder, 'bin')
  mkdirSync(unpacked, { recursive: true })
  Object.assign(process.env, { TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' })
  try {
    const entry = path.join(folder, 'node_modules/@sparticuz/chromium/build/esm/index.js')
    const { default: carried } = await import(pathToFileURL(entry).href)
    return {
      OIRASE_CHROMIUM: await carried.executablePath(),
      LD_LIBRARY_PATH: path.join(unpacked, 'al2023/lib'),
      FONTCONFIG_PATH: process.env.FONTCONFIG_PATH ?? '',
    }
  } finally {
    delete process.env.AWS_EXECUTION_ENV
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}
