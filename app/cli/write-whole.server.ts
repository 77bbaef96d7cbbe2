import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { lstat, mkdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export type WholeFile = { path: string; text: Readable };

type WriteOutcome = { kind: "written" } | { kind: "refused"; reason: string };

/** Writes files whole, and all of them or none; their folders are made where there are none. */
export async function writeWhole(files: readonly WholeFile[]): Promise<WriteOutcome> {
  const drafts: { draft: string; path: string }[] = [];
  for (const { path, text } of files) {
    try {
      await makeFolder(dirname(path));
      await requireReplaceable(path);
      // Under another name first: a file of the right name is either the old one or complete.
      const draft = `${path}.${randomUUID()}`;
      drafts.push({ draft, path });
      await pipeline(text, createWriteStream(draft, { flags: "wx" }));
    } catch (cause) {
      await Promise.all(drafts.map(({ draft }) => rm(draft, { force: true })));
      const reason = whyNotWritten((cause as NodeJS.ErrnoException).code, path);
      if (reason === null) throw cause;
      return { kind: "refused", reason: `${basename(path)} cannot be written to "${dirname(path)}": ${reason}` };
    }
  }
  for (const { draft, path } of drafts) await rename(draft, path);
  return { kind: "written" };
}

/** Node's own way of making parents never ends where the system says that a folder which is there is not. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" && dirname(path) !== path) {
      await makeFolder(dirname(path));
      await mkdir(path);
    } else if (!(await stat(path)).isDirectory()) throw cause;
  }
}

/** Renaming would put a file into the place of a device or a link as well. */
async function requireReplaceable(path: string): Promise<void> {
  const there = await lstat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return null;
    throw cause;
  });
  if (there !== null && !there.isFile()) throw Object.assign(new Error(`${path} is no file`), { code: "EISDIR" });
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
    case "ENAMETOOLONG":
      return "its name is too long";
    case "EEXIST":
    case "ENOTDIR":
      return "it is no folder, or lies in something that is none";
    case "ENOENT":
      return "its disk takes no new files";
    case "EISDIR":
      return `a folder, a link or a device of the name ${basename(path)} is in the way`;
    default:
      return null;
  }
}
