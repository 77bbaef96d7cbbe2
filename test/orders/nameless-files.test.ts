import { readdirSync, readlinkSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { withDownloadedLines } from "#app/orders/download-lines.server.ts";
import { groupLines } from "#app/orders/group-lines.server.ts";
import { useFileServer } from "./fake-shopify.ts";

const server = useFileServer();
const LINES = ['{"id":"gid://shopify/Order/1"}', '{"id":"gid://shopify/Order/2"}', '{"__parentId":"gid://shopify/Order/1"}'];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nameless-"));
  vi.stubEnv("TMPDIR", folder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** Files in the folder that this process has open, named or not. */
const openFiles = () =>
  readdirSync("/proc/self/fd").filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
    } catch {
      return false; // The handle of this very listing is closed by now.
    }
  }).length;

it("a downloaded file has no name while it is worked on, and is gone when that ends or fails", async () => {
  server.files.set("/bulk", { body: LINES.map((line) => `${line}\n`) });
  const file = { url: `${server.url}/bulk`, size: null };
  const read = withDownloadedLines(file, async (batches) => {
    const lines: string[] = [];
    for await (const batch of batches) lines.push(...batch);
    return { lines, named: readdirSync(folder) };
  });
  expect(await read).toEqual({ lines: LINES, named: [] });

  let open = 0;
  const half = withDownloadedLines(file, async (batches) => {
    for await (const _ of batches) {
      open = openFiles();
      throw new Error("enough");
    }
  });
  await expect(half).rejects.toThrow("enough");
  expect(open).toBe(1);
  await withDownloadedLines(file, async () => {});
  await expect(withDownloadedLines({ ...file, url: `${server.url}/none` }, async () => {})).rejects.toThrow();
  expect(openFiles()).toBe(0);
});

it("so has a file whose lines are brought together", async () => {
  const source = async function* () {
    yield LINES;
  };
  const grouped: string[] = [];
  const open: number[] = [];
  for await (const lines of groupLines(source(), 8_000_000)) {
    expect(readdirSync(folder)).toEqual([]);
    open.push(openFiles());
    grouped.push(...lines);
  }
  expect(grouped).toEqual([LINES[1], LINES[0], LINES[2]]);
  expect(open).toEqual([1, 0]);
  for await (const _ of groupLines(source(), 8_000_000)) break;
  expect(openFiles()).toBe(0);
});
