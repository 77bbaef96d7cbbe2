import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A file on disk to write and to read by its handle alone: customers' data in it is gone when it is closed, and when the
 * process ends in whatever way.
 */
export async function openNamelessFile(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), "perennial-"));
  try {
    return await open(join(folder, "nameless"), "wx+");
  } finally {
    await rm(folder, { recursive: true });
  }
}
