import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { browserEnvironment } from './browser.mjs'

/** Runs a script of ours or a package's with this Node and resolves to its exit code. */
const node = (root, args, env = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...process.env, ...env },
    })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })

const none = { passed: 0, failed: 0, skipped: 0 }
const sum = (parts) =>
  parts.reduce(
    (all, part) => ({
      passed: all.passed + part.passed,
      failed: all.failed + part.failed,
      skipped: all.skipped + part.skipped,
    }),
    none,
  )
const asOne = (code) => (code === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 })

/** A runner that died before it wrote its report counts as one failure, and so does a failure outside any test. */
function counted(code, report, read) {
  const counts = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8'))) : none
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

async function vitest(root, config, reports, env) {
  const report = path.join(reports, `${config.replaceAll('/', '-')}.json`)
  const code = await node(
    root,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config',
      config,
      '--root',
      '.',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    env,
  )
  return counted(code, report, (json) => ({
    passed: json.numPassedTests,
    failed: json.numFailedTests,
    skipped: json.numPendingTests + json.numTodoTests,
  }))
}

async function journeys(root, reports, env) {
  const report = path.join(reports, 'journeys.json')
  const code = await node(
    root,
    ['node_modules/@playwright/test/cli.js', 'test', '-c', 'e2e/playwright.config.ts'],
    { ...env, OIRASE_JOURNEYS_REPORT: report },
  )
  return counted(code, report, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }))
}

const steps = {
  types: async ({ root }) => {
    const generated = await node(root, ['node_modules/next/dist/bin/next', 'typegen'])
    return asOne(generated || (await node(root, ['node_modules/typescript/bin/tsc', '--noEmit'])))
  },
  lint: async ({ root }) =>
    asOne(
      await node(root, ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']),
    ),
  unit: ({ root, reports }) => vitest(root, 'lib/vitest.config.ts', reports),
  real: ({ root, reports }) => vitest(root, 'e2e/lab/vitest.config.ts', reports),
  journeys: async ({ root, reports, ...tools }) =>
    journeys(root, reports, await browserEnvironment({ root, ...tools })),
}

/**
 * Types, lint, unit (with the rooms), real daemons, journeys; `args` names some of them to run only those.
 * Prints the sum as its last line. Where CI is set, what was skipped has failed.
 */
export async function runTests({ root, say, npm, args }) {
  const wanted = args.length === 0 ? Object.keys(steps) : args
  const reports = mkdtempSync(path.join(tmpdir(), 'oirase-reports-'))
  const parts = []
  try {
    for (const step of wanted) {
      say(step)
      const part = await steps[step]({ root, reports, say, npm })
      say(`${step}: ${part.passed} passed, ${part.failed} failed, ${part.skipped} skipped`)
      parts.push(part)
    }
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
  const all = sum(parts)
  const strict = process.env.CI === 'true'
  const failed = all.failed + (strict ? all.skipped : 0)
  console.log(`${all.passed} passed, ${failed} failed, ${strict ? 0 : all.skipped} skipped`)
  return failed === 0 ? 0 : 1
}

/** Every bench prints one JSON line a figure; `args` picks some by the beginning of their names. */
export async function runBenches({ root, say, npm, args }) {
  const compiled = await node(root, [
    'node_modules/typescript/bin/tsc',
    '-p',
    'e2e/bench/tsconfig.json',
  ])
  if (compiled !== 0) return compiled
  const env = await browserEnvironment({ root, say, npm })
  const benches = readdirSync(path.join(root, 'e2e/bench')).filter((file) =>
    file.endsWith('.bench.ts'),
  )
  const wanted = benches.filter(
    (file) => args.length === 0 || args.some((arg) => file.startsWith(arg)),
  )
  let worst = 0
  for (const file of wanted) {
    say(file)
    worst ||= await node(root, [`dist/e2e/bench/${file.replace(/\.ts$/, '.js')}`], env)
  }
  return worst
}
