import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['lib/**/*.real.test.ts', 'server/**/*.real.test.ts', 'e2e/lab/**/*.real.test.ts'],
    globalSetup: ['e2e/lab/global-setup.ts'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // guests are emulated: two files at once would only wait for each other's CPU
    fileParallelism: false,
  },
})
