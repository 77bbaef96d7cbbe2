import type { Deps } from "../deps.server.ts";
import { withShopConnection } from "../db/with-shop.server.ts";
import type { BulkFile } from "./find-bulk-file.server.ts";
import { gatherChunks, type LineSource, type OrderChunk } from "./gather-chunks.ts";
import { groupLines } from "./group-lines.server.ts";
import { holdTermsOn } from "./hold-terms.repo.server.ts";
import { advanceImport, type ImportKey } from "./imports.repo.server.ts";
import type { LoadProgress } from "./load-progress.ts";
import type { Reading } from "./parse-order.ts";
import { skipLines } from "./skip-lines.ts";
import { splitLines } from "./split-lines.ts";
import { mergeStaged } from "./staged-orders.repo.server.ts";
import { streamFile } from "./stream-file.server.ts";

type Load = {
  /** Which is loading that file. */
  running: ImportKey;
  file: BulkFile & { url: string };
  reading: Reading;
  /** Where an earlier attempt stood. */
  from: LoadProgress;
};

/**
 * Overtaken: the import is over or rests, or another worker goes on with it. Other-terms: the shop counts otherwise
 * since the reading began.
 */
type Hindered = { kind: "overtaken" | "other-terms" };

type Outcome = { kind: "loaded"; progress: LoadProgress } | { kind: "scattered" } | Hindered;

/**
 * Reads a bulk operation's file into the ledger, in memory that does not grow with it. It comes and is merged part by
 * part, each in a short transaction that also stores how far the file is read: whoever goes on begins there. While one
 * part is merged the next one is read.
 */
export async function loadBulkFile({ db, clock }: Pick<Deps, "db" | "clock">, { running, file, reading, from }: Load): Promise<Outcome> {
  let progress = from;
  let merging = Promise.resolve<"merged" | Hindered["kind"]>("merged");
  const merge = ({ rows, progress: next }: OrderChunk) => {
    const before = progress;
    progress = next;
    return withShopConnection(db, running.shopId, async (client) => {
      if (!(await holdTermsOn(client, running.shopId, reading))) return "other-terms";
      if (!(await advanceImport(client, running, { from: before.position, to: next, now: clock() }))) return "overtaken";
      await mergeStaged(client, running.shopId, rows);
      return "merged";
    });
  };
  try {
    for await (const part of gatherChunks(sourceOf(file, from, running.scattered), reading)) {
      const outcome = await merging;
      if (outcome !== "merged") return { kind: outcome };
      if (part.kind === "scattered") return part;
      merging = merge(part);
    }
    const outcome = await merging;
    return outcome === "merged" ? { kind: "loaded", progress } : { kind: outcome };
  } finally {
    await Promise.allSettled([merging]);
  }
}

function sourceOf(file: BulkFile & { url: string }, from: LoadProgress, isScattered: boolean): LineSource {
  const lines = isScattered
    ? skipLines(groupLines(splitLines(streamFile(file)), file.size), from.position)
    : splitLines(streamFile(file, from.position));
  return { lines, from, isGrouped: isScattered, isWhole: file.brokenOff === null };
}
