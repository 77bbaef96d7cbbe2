import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Database } from "#app/db/database.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { tagsInUse } from "#app/segments/tag-names.ts";
import type { CustomerMarks } from "#app/tags/plan-write.ts";
import { readMarks } from "#app/tags/read-marks.repo.server.ts";

/** Puts the shop into the state after its first write: everybody carries what the current run wants. */
export async function fillWritten(db: Database, owner: pg.Client, shopId: bigint): Promise<void> {
  const copy = copyFrom("COPY customer_writes (shop_id, customer_id, tags, metafields, pending, written_at) FROM STDIN");
  await pipeline(Readable.from(linesOf(db, shopId)), owner.query(copy));
  await owner.query("UPDATE shops SET sought_tags = $2 WHERE id = $1", [shopId, tagsInUse(DEFAULT_DEFINITION).map(({ tag }) => tag)]);
  await owner.query("VACUUM ANALYZE customer_writes");
}

async function* linesOf(db: Database, shopId: bigint): AsyncGenerator<string> {
  const lineOf = ({ customerId, wanted }: CustomerMarks) =>
    wanted && `${shopId}\t${customerId}\t{${wanted.tags.join()}}\t${JSON.stringify(wanted.metafields)}\tf\t2026-01-01\n`;
  for await (const lines of readMarks(db, shopId, lineOf)) yield lines.join("");
}
