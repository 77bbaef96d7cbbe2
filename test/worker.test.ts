import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { eventually } from "./support/eventually.ts";
import { useTestDatabase } from "./support/test-database.ts";
import { TEST_ENV } from "./support/test-deps.ts";

const test = useTestDatabase();

it("the worker's process knows its nightly work, and ends when it is told", async () => {
  const env = { ...process.env, ...TEST_ENV, PORT: "0", DATABASE_URL: test.url };
  const worker = spawn(process.execPath, ["app/worker.server.ts"], { env, stdio: ["ignore", "inherit", "inherit"] });
  const ended = once(worker, "exit");
  try {
    await eventually(
      async () => (await test.owner.query("SELECT 1 FROM graphile_worker._private_known_crontabs WHERE identifier = 'tend-shops'")).rowCount === 1,
      { seconds: 20 },
    );
  } finally {
    worker.kill("SIGTERM");
  }
  expect(await ended).toEqual([0, null]);
});
