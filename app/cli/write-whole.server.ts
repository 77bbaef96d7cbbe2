import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export type WriteOutcome = { kind: "written"; path: string } | { kind: "refused"; reason: string };

/** Writes a file whole or not at all; its folder is made where there is none. */
export async function writeWhole(path: string, text: Readable): Promise<WriteOutcome> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeDraft(path, text);
    return { kind: "written", path };
  } catch (cause) {
    const reason = whyNotWritten((cause as NodeJS.ErrnoException).code, path);
    if (reason === null) throw cause;
    return { kind: "refused", reason: `${basename(path)} cannot be written to "${dirname(path)}": ${reason}` };
  }
}

/** Under another name first: a file of this name is either the old one or complete. */
async function writeDraft(path: string, text: Readable): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await pipeline(text, createWriteStream(draft, { flags: "wx" }));
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}

function whyNotWritten(code: string | undefined, path: string): string | null {
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "this user may not write there";
    case "EROFS":
      return "its disk is read-only";
    case "ENOSPC":
      return "the disk is full";
    case "EEXIST":
    case "ENOTDIR":
      return "it is no folder, or lies in something that is none";
    case "ENOENT":
      return "its disk takes no new files";
    case "EISDIR":
      return `a folder of the name ${basename(path)} is in the way`;
    default:
      return null;
  }
}
