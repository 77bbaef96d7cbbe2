import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/postgres.ts"],
    setupFiles: ["test/support/no-stray-errors.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Each file has its own database; two cores carry two files at a time.
    maxWorkers: 2,
  },
});
