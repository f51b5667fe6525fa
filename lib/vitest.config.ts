import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts', 'server/**/*.test.ts', 'e2e/repository/**/*.test.ts'],
    exclude: ['**/*.real.test.ts'],
    environment: 'node',
    // nothing here keeps state in modules, and a process for each of a hundred files takes longer than its tests
    isolate: false,
    testTimeout: 20_000,
  },
})
