import { defineConfig } from '@playwright/test'

const executable = process.env.OIRASE_CHROMIUM
const report = process.env.OIRASE_JOURNEYS_REPORT

export default defineConfig({
  testDir: './journeys',
  outputDir: './results',
  // each worker has its own server, and two cores are the least we plan for
  workers: 2,
  fullyParallel: false,
  // a shared machine may stall a browser for seconds; what passes only at its second try is listed as flaky,
  // and is a fault to find
  retries: process.env.CI === 'true' ? 1 : 0,
  // long, because a machine may be busy with other things; what passes does not wait for them
  timeout: 120_000,
  expect: { timeout: 25_000 },
  forbidOnly: process.env.CI === 'true',
  reporter: report === undefined ? 'list' : [['list'], ['json', { outputFile: report }]],
  use: {
    viewport: { width: 1440, height: 860 },
    // recording takes as much CPU as the browsers themselves
    trace: process.env.CI === 'true' ? 'on-first-retry' : 'off',
    launchOptions: {
      ...(executable === undefined ? {} : { executablePath: executable }),
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
        '--disable-sync',
      ],
    },
  },
})
