import type { Database } from "../db/database.server.ts";
import type { WriteRun } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import { MAY_BE_UNDONE } from "./undo-terms.repo.server.ts";
import { finishWriteRun } from "./write-run.repo.server.ts";
import { turnWriting } from "./writing.repo.server.ts";

/**
 * Ends an undo, with writing off: the same scores would write the same again. Of what was logged only the customers stay
 * whom it has left as they are.
 */
export async function finishUndo(db: Database, run: WriteRun, now: Date): Promise<void> {
  const { shopId, id, undoes } = run;
  for (let after: bigint | null = 0n; after !== null; ) after = await forgetSpent(db, shopId, { undoes: undoes!, after });
  await withShop(db, shopId, async (tx) => {
    await turnWriting(tx, shopId, "off", { now });
    await tx.writeRun.updateMany({ where: { shopId, kind: "write", id: { gte: undoes!, lt: id }, undoneBy: null }, data: { undoneBy: id } });
    await tx.writeRun.updateMany({ where: { shopId, undoable: true, id: { gte: undoes! } }, data: { undoable: false } });
    await finishWriteRun(tx, run, now);
  });
}

/** Customers a transaction, of a million whom an undo may have written to. */
const BATCH = 20_000;

/**
 * By the first row of each customer, as the undo has gone by it. May be cut off after any batch: of whom nothing is
 * logged any more nothing is wanted either.
 *
 * @returns the last customer that it came to; null where there are no more
 */
async function forgetSpent(db: Database, shopId: bigint, { undoes, after }: { undoes: bigint; after: bigint }): Promise<bigint | null> {
  const rows = await withShop(db, shopId, (tx) => tx.$queryRawUnsafe<{ last: bigint | null }[]>(SPENT, shopId, undoes, after));
  return rows[0]!.last;
}

const SPENT = `
  WITH first AS (
    SELECT DISTINCT ON (customer_id) customer_id, ${MAY_BE_UNDONE} AS may_be_undone
    FROM written_before WHERE shop_id = $1 AND write_run_id >= $2 AND customer_id > $3 ORDER BY customer_id, write_run_id LIMIT ${BATCH}
  ), spent AS (
    DELETE FROM written_before spent USING first
    WHERE spent.shop_id = $1 AND spent.write_run_id >= $2 AND spent.customer_id > $3
      AND spent.customer_id <= (SELECT max(customer_id) FROM first) AND spent.customer_id = first.customer_id AND may_be_undone
  )
  SELECT max(customer_id) AS last FROM first`;
