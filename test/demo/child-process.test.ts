import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { ProcessEnded, startProcess } from "../../scripts/demo/child-process.ts";

const folder = mkdtempSync(join(tmpdir(), "demo-"));
const log = join(folder, "worker.log");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (program: string) => startProcess("worker", ["--eval", program], {}, log);

it("a process that was killed is told of in one line that names the log", async () => {
  const { failed } = start("console.log('busy'); process.kill(process.pid, 'SIGKILL')");
  await expect(failed).rejects.toThrow(new ProcessEnded(`The worker process ended (SIGKILL). What it said is in ${log}`));
});

it("one that ended by itself has its last words told", async () => {
  const { failed } = start("console.error('no database'); process.exitCode = 3");
  await expect(failed).rejects.toThrow(`The worker process ended (exit code 3). Its last words:\nno database\nAll of them: ${log}`);
});
