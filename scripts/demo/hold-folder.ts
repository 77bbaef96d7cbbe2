import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "./options.ts";

/** Two demos on one shop's folder would write over each other. @returns how to give it back. */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, "running.pid");
  if (existsSync(file)) {
    const pid = Number(await readFile(file, "utf8"));
    if (isAlive(pid)) throw new UsageError(`This shop's demo is running already (process ${pid}, folder ${folder}).`);
  }
  await writeFile(file, String(process.pid));
  return () => rm(file, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
