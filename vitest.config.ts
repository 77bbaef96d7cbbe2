import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/postgres.ts"],
    setupFiles: ["test/support/no-stray-errors.ts"],
    // Long enough for a busy machine: only what has failed waits for it.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    // Each file has its own database; two cores carry two files at a time.
    maxWorkers: 2,
  },
});
