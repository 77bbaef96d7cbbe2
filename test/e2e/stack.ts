import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { FillSource } from "#sandbox/fill/fill-folder.ts";
import type { RunningProcess } from "../../scripts/demo/child-process.ts";
import { type Processes, startProcesses } from "../../scripts/demo/start-processes.ts";
import type { Steps } from "../../scripts/steps.ts";
import type { TestDatabase } from "../support/test-database.ts";

export const QUIET: Steps = { run: (_, work) => work(() => {}) };

export type Stack = Processes & {
  /** Where the sandbox keeps its shop and the processes write their logs. */
  folder: string;
};

/** Sandbox, web and worker as the demo starts them, on the test file's own database; the app is not installed yet. */
export function useStack(database: TestDatabase, source: FillSource): Stack {
  const it = {} as Stack;
  const running: RunningProcess[] = [];
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "perennial-e2e-"));
    it.folder = folder;
    const onStart = (child: RunningProcess) => running.push(child);
    Object.assign(it, await startProcesses(QUIET, { folder, databaseUrl: database.url, source, faults: [], port: 0, mode: "production", onStart }));
  }, 120_000);
  afterAll(async () => {
    for (const child of running.reverse()) await child.stop();
    await rm(it.folder, { recursive: true, force: true });
  }, 60_000);
  return it;
}
