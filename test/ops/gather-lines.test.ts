import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";

/** Logs five lines in each of three turns, then says beside the log how many are known to be lost by then. */
const THREE_TURNS = `
  import { createLog } from "#app/log.server.ts";
  import { logLinesLost } from "#app/ops/metrics.server.ts";
  const log = createLog("info");
  for (let turn = 0; turn < 3; turn += 1) {
    for (let number = 0; number < 5; number += 1) log.info({ number }, "line");
    await new Promise((done) => setTimeout(done, 300));
  }
  const [{ value }] = (await logLinesLost.get()).values;
  process.stderr.write(String(value));
  log.info("the last");`;

const asModule = (work: string) => ["--input-type=module", "--eval", work];

it("goes on, and counts, where the disk of the log is full", () => {
  const full = openSync("/dev/full", "w");
  const { status, stderr } = spawnSync(process.execPath, asModule(THREE_TURNS), { stdio: ["ignore", full, "pipe"], encoding: "utf8", timeout: 20_000 });
  closeSync(full);
  expect([status, stderr]).toEqual([0, "15"]);
});

it("goes on, and counts, where nobody reads the log any more", async () => {
  const child = spawn(process.execPath, asModule(THREE_TURNS), { stdio: ["ignore", "pipe", "pipe"], timeout: 20_000 });
  child.stdout.once("data", () => child.stdout.destroy());
  const ended = new Promise((resolve) => child.once("exit", resolve));
  // Those of the last two turns, unless the reader left late.
  expect(Number(await text(child.stderr))).toBeGreaterThanOrEqual(5);
  expect(await ended).toBe(0);
});

it("loses nothing to a reader that is slow, also where writing does not wait for it", async () => {
  // Node has a pipe that it was asked for not wait.
  const work = `
    process.stdout;
    import { createLog } from "#app/log.server.ts";
    const log = createLog("info");
    for (let number = 0; number < 4000; number += 1) log.info({ number, text: "x".repeat(100) }, "line");
    await new Promise((done) => setTimeout(done, 600));
    for (let number = 4000; number < 8000; number += 1) log.info({ number, text: "x".repeat(100) }, "line");`;
  const child = spawn(process.execPath, asModule(work), { stdio: ["ignore", "pipe", "inherit"], timeout: 20_000 });
  const lines: string[] = [];
  let rest = "";
  for await (const chunk of child.stdout) {
    const parts = (rest + String(chunk)).split("\n");
    rest = parts.pop()!;
    lines.push(...parts);
    await sleep(10);
  }
  expect(lines.map((line) => (JSON.parse(line) as { number: number }).number)).toEqual(Array.from({ length: 8000 }, (_, number) => number));
});
