import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts', 'server/**/*.test.ts', 'e2e/repository/**/*.test.ts'],
    exclude: ['**/*.real.test.ts'],
    environment: 'node',
    testTimeout: 20_000,
  },
})
