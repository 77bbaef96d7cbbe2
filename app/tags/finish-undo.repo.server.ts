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
  await withShop(
    db,
    shopId,
    async (tx) => {
      await tx.$executeRawUnsafe(SPENT, shopId, undoes);
      await tx.writeRun.updateMany({ where: { shopId, kind: "write", id: { gte: undoes!, lt: id }, undoneBy: null }, data: { undoneBy: id } });
      await tx.writeRun.updateMany({ where: { shopId, undoable: true, id: { gte: undoes! } }, data: { undoable: false } });
      await turnWriting(tx, shopId, "off", now);
      await finishWriteRun(tx, run, now);
    },
    { timeout: 120_000 },
  );
}

/** By the first row of each customer, as the undo has gone by it. */
const SPENT = `
  WITH first AS (
    SELECT DISTINCT ON (customer_id) customer_id, ${MAY_BE_UNDONE} AS may_be_undone
    FROM written_before WHERE shop_id = $1 AND write_run_id >= $2 ORDER BY customer_id, write_run_id
  )
  DELETE FROM written_before spent USING first
  WHERE spent.shop_id = $1 AND spent.write_run_id >= $2 AND spent.customer_id = first.customer_id AND may_be_undone`;
