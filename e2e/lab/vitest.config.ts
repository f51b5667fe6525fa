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
    // each has labs of its own, and waits more than it computes; two cores are the least we plan for
    maxWorkers: 2,
  },
})
