import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'lib/**/*.test.ts',
      'server/**/*.test.ts',
      'e2e/repository/**/*.test.ts',
      'e2e/lab/xend/**/*.test.ts',
    ],
    exclude: ['**/*.real.test.ts'],
    environment: 'node',
    // nothing here keeps state in modules, and a process for each of a hundred files takes longer than its tests
    isolate: false,
    // a machine with much else to do is slow, not wrong
    testTimeout: 60_000,
    retry: process.env.CI === 'true' ? 1 : 0,
    expect: { poll: { timeout: 20_000 } },
  },
})
