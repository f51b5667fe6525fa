import { defineConfig } from '@playwright/test'

const executable = process.env.OIRASE_CHROMIUM
const report = process.env.OIRASE_JOURNEYS_REPORT

export default defineConfig({
  testDir: './journeys',
  outputDir: './results',
  // each worker has its own server, and two cores are the least we plan for
  workers: 2,
  fullyParallel: false,
  retries: 0,
  // long, because a machine may be busy with other things; what passes does not wait for them
  timeout: 120_000,
  expect: { timeout: 25_000 },
  forbidOnly: process.env.CI === 'true',
  reporter: report === undefined ? 'list' : [['list'], ['json', { outputFile: report }]],
  use: {
    viewport: { width: 1440, height: 860 },
    trace: 'retain-on-failure',
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
