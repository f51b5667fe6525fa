import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['lib/**/*.real.test.ts', 'server/**/*.real.test.ts', 'e2e/lab/**/*.real.test.ts'],
    globalSetup: ['e2e/lab/global-setup.ts'],
    environment: 'node',
    // a machine with much else to do is slow, not wrong
    testTimeout: 60_000,
    retry: process.env.CI === 'true' ? 1 : 0,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    // most of them wait for daemons; guests are emulated, and more at once would wait for each other's CPU
    maxWorkers: 2,
  },
})
