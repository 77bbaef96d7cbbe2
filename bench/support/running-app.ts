import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { RunningProcess } from "../../scripts/demo/child-process.ts";
import { installApp } from "../../scripts/demo/install-app.ts";
import { type Processes, startProcesses } from "../../scripts/demo/start-processes.ts";
import { build } from "../../scripts/prepare.ts";
import { createSteps } from "../../scripts/steps.ts";
import { startDatabase } from "./start-database.ts";

export type RunningApp = Processes & {
  databaseUrl: string;
  /** Past row-level security. */
  owner: pg.Client;
  apiKey: string;
  apiSecret: string;
  /** The web process itself, without the sandbox before it. */
  webOrigin: string;
};

/** The whole stack as the demo runs it, on a shop of so many customers that is imported and scored, for as long as `work` takes. */
export async function withRunningApp(customers: number, work: (app: RunningApp) => Promise<void>): Promise<void> {
  const steps = createSteps(process.stderr);
  await build(steps);
  const database = await startDatabase();
  const folder = await mkdtemp(join(tmpdir(), "perennial-bench-"));
  const running: RunningProcess[] = [];
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  try {
    const source = { kind: "generated", customers } as const;
    const stack = await startProcesses(steps, { folder, databaseUrl: database.url, source, port: 0, faults: [], mode: "production", onStart: (it) => running.push(it) });
    await installApp(stack.origin);
    while ((await owner.query("SELECT FROM shops WHERE current_run_id IS NOT NULL")).rowCount === 0) await new Promise((next) => setTimeout(next, 200));
    const { apiKey, apiSecret } = JSON.parse(await readFile(join(folder, "secrets.json"), "utf8")) as { apiKey: string; apiSecret: string };
    const listens = /"port":(\d+),"msg":"web listens"/.exec(await readFile(join(folder, "web.log"), "utf8"));
    const measured = work({ ...stack, databaseUrl: database.url, owner, apiKey, apiSecret, webOrigin: `http://127.0.0.1:${listens![1]}` });
    await Promise.race([measured, stack.failed]);
  } finally {
    for (const process of running.reverse()) await process.stop();
    await owner.end();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
