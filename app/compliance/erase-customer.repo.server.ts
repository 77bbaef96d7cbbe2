import type { Database } from "../db/database.server.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { rememberErased } from "../orders/erasures.repo.server.ts";
import { forgetFormerCustomers } from "../orders/former-customers.repo.server.ts";
import { holdOrderWriters } from "../orders/ledger-lock.repo.server.ts";
import { dropFiles } from "../reach/customer-files/drop-files.repo.server.ts";
import { carryTotals } from "../segments/carry-totals.repo.server.ts";
import { recordMoves } from "../segments/record-moves.repo.server.ts";
import { storeFlows } from "../segments/segment-flows.repo.server.ts";
import { ofCustomer, TABLES } from "./customer-tables.ts";
import { eraseJobs } from "./erase-jobs.repo.server.ts";
import { findTraces, type Person, type Traces } from "./find-traces.repo.server.ts";
import { mentionOf } from "./mention-of.ts";

/**
 * Erases what is held about a customer, but for what is needed to take our marks off them in Shopify (forgetMarks).
 * Work under way cannot bring it back: who writes orders or claims a customer waits, and then finds them erased.
 */
export async function eraseCustomer(db: Database, person: Person, now: Date): Promise<void> {
  const { shopId } = person;
  await withShop(
    db,
    shopId,
    async (tx) => {
      await holdOrderWriters(tx, shopId);
      const traces = await findTraces(tx, person);
      await rememberErased(tx, shopId, "customer", traces.customerIds, now);
      await rememberErased(tx, shopId, "order", traces.orderIds, now);
      const scored = await findScored(tx, traces);
      if (scored) {
        // Once their moves are erased, nobody could tell where they came from.
        await recordMoves(tx, shopId, scored.rows.map((row) => ({ customerId: row.customerId, before: row, after: null })), now);
        await storeFlows(tx, shopId);
      }
      await eraseRows(tx, traces);
      await eraseMentions(tx, traces);
      await eraseJobs(tx, traces);
      // Whose lines are in which is sealed: all go, and whoever asked for one may ask anew.
      await dropFiles(tx, shopId);
      if (scored) await carryTotals(tx, scored.run, scored.rows.map((before) => ({ before, after: null })));
    },
    { timeout: 120_000 },
  );
}

/** What the current run says of them; null where there is none. */
async function findScored(tx: ShopTransaction, { shopId, customerIds }: Traces) {
  const { currentRunId: runId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  if (runId === null) return null;
  const run = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: runId } } });
  return { run, rows: await tx.customerScore.findMany({ where: { shopId, runId, customerId: { in: customerIds } } }) };
}

async function eraseRows(tx: ShopTransaction, { shopId, customerIds, orderIds }: Traces): Promise<void> {
  for (const [name, table] of TABLES) {
    if (table.erase === "marks") continue;
    const change = table.erase === "row" ? `DELETE FROM ${name}` : `UPDATE ${name} SET customer_id = NULL`;
    // PostgreSQL wants each parameter named somewhere.
    await tx.$executeRawUnsafe(`${change} WHERE ${ofCustomer(table)} AND ($2::bigint[], $3::bigint[]) IS NOT NULL`, shopId, customerIds, orderIds);
  }
}

/** What an error said names the record that it was about; who is still to be looked at is named, too, and who had another's order. */
async function eraseMentions(tx: ShopTransaction, traces: Traces): Promise<void> {
  const { shopId } = traces;
  const mention = mentionOf(traces);
  await tx.$executeRaw`
    UPDATE imports SET problem = CASE WHEN problem::text ~ ${mention} THEN NULL ELSE problem END,
      refusals = array(SELECT refusal FROM unnest(refusals) AS refusal WHERE refusal !~ ${mention})
    WHERE shop_id = ${shopId} AND (problem::text ~ ${mention} OR array_to_string(refusals, ' ') ~ ${mention})`;
  await tx.$executeRaw`
    UPDATE reconciliations SET problem = CASE WHEN problem::text ~ ${mention} THEN NULL ELSE problem END,
      to_check = array(SELECT id FROM unnest(to_check) AS id WHERE NOT id = ANY(${traces.customerIds})),
      unmended = unmended - ${traces.customerIds}::text[]
    WHERE shop_id = ${shopId}
      AND (problem::text ~ ${mention} OR to_check && ${traces.customerIds}::bigint[] OR unmended ?| ${traces.customerIds}::text[])`;
  await forgetFormerCustomers(tx, shopId, traces.customerIds);
  await tx.$executeRaw`UPDATE write_runs SET problem = NULL WHERE shop_id = ${shopId} AND problem::text ~ ${mention}`;
}

/** Also what a bulk mutation that nobody will ever look at again knows of whose line is which: lines are told by place. */
export async function forgetMarks(db: Database, { shopId, customerId }: Person): Promise<void> {
  await withShop(db, shopId, async (tx) => {
    await holdOrderWriters(tx, shopId);
    await tx.customerWrite.deleteMany({ where: { shopId, customerId } });
    await tx.$executeRaw`
      UPDATE bulk_writes SET customer_ids = array_replace(customer_ids, ${customerId}::bigint, 0::bigint)
      WHERE shop_id = ${shopId} AND ${customerId}::bigint = ANY(customer_ids)`;
  });
}
