import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";

/** Logs five lines in each of three turns, the last two once its stdin ends, then says beside the log how many are known to be lost. */
const THREE_TURNS = `
  import { once } from "node:events";
  import { createLog } from "#app/log.server.ts";
  import { logLinesLost } from "#app/ops/metrics.server.ts";
  const log = createLog("info");
  for (let turn = 0; turn < 3; turn += 1) {
    for (let number = 0; number < 5; number += 1) log.info({ number }, "line");
    if (turn === 0) await once(process.stdin.resume(), "end");
    await new Promise((done) => setTimeout(done, 50));
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
  const child = spawn(process.execPath, asModule(THREE_TURNS), { stdio: ["pipe", "pipe", "pipe"], timeout: 20_000 });
  child.stdout.once("data", () => child.stdout.destroy()).once("close", () => child.stdin.end());
  const ended = new Promise((resolve) => child.once("exit", resolve));
  expect(await text(child.stderr), "those of the last two turns").toBe("10");
  expect(await ended).toBe(0);
});

it("loses nothing to a reader that is slow, also where writing does not wait for it", async () => {
  // Node has a pipe that it was asked for not wait. What is left at the end is more than the pipe holds, which a second has to do for.
  const work = `
    process.stdout;
    import { once } from "node:events";
    import { createLog } from "#app/log.server.ts";
    const log = createLog("info");
    const say = (from, to) => { for (let number = from; number < to; number += 1) log.info({ number, text: "x".repeat(100) }, "line"); };
    say(0, 4000);
    await once(process.stdin.resume(), "data");
    say(4000, 8000);
    await once(process.stdin, "end");
    say(8000, 8500);`;
  const child = spawn(process.execPath, asModule(work), { stdio: ["pipe", "pipe", "inherit"], timeout: 20_000 });
  const lines: string[] = [];
  let rest = "";
  for await (const chunk of child.stdout) {
    const before = lines.length;
    const parts = (rest + String(chunk)).split("\n");
    rest = parts.pop()!;
    lines.push(...parts);
    if (before < 4000 && lines.length >= 4000) child.stdin.write("go on");
    if (before < 8000 && lines.length >= 8000) child.stdin.end();
    await sleep(10);
  }
  expect(lines.map((line) => (JSON.parse(line) as { number: number }).number)).toEqual(Array.from({ length: 8500 }, (_, number) => number));
});
