import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "#app/db/database.server.ts";
import { answerMetrics, answerReady } from "#app/ops/answer-ops.server.ts";
import { type MortalPostgres, startMortalPostgres } from "../crash/mortal-postgres.ts";
import { captureLog } from "../support/captured-log.ts";

const captured = captureLog();
let postgres: MortalPostgres;
let db: Database;

beforeAll(async () => {
  postgres = await startMortalPostgres();
  db = openDatabase(postgres.databaseUrl);
}, 120_000);

afterAll(async () => {
  await db.close();
  await postgres.stop();
});

async function scrape(): Promise<string> {
  const deps = { db, clock: () => new Date("2026-11-21T12:00:00Z"), log: captured.log };
  const answer = await answerMetrics(deps, { token: "secret", authorization: "Bearer secret" });
  expect(answer.status).toBe(200);
  return answer.text();
}

it("a process whose database was stopped tells what it has counted, that the database is away, and nothing that it cannot know", async () => {
  const known = await scrape();
  expect(known).toMatch(/^perennial_database_up 1$/m);
  expect(known).toMatch(/^perennial_import_progress_lag_seconds 0$/m);
  await postgres.stop();
  const left = await scrape();
  expect(left).toMatch(/^perennial_database_up 0$/m);
  expect(left).toMatch(/^process_resident_memory_bytes \d+$/m);
  expect(left).toMatch(/^perennial_log_lines_lost_total \d+$/m);
  expect(left).not.toMatch(/^perennial_(import_progress_lag_seconds|unexplained_difference_shops|access_lost_shops|queue_jobs)\b/m);
  expect(captured.lines).toMatchObject([{ msg: "metrics: the database does not tell" }]);
  expect((await answerReady({ db })).status).toBe(503);
});
