import type { PoolClient } from "pg";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { HOLD_LEDGER_STILL } from "./ledger-lock.repo.server.ts";
import { isSameRule, ruleInForce, type ValueRule } from "./value-rule.ts";

const READ = `SELECT counts_tax AS "countsTax", counts_shipping AS "countsShipping" FROM shops WHERE id = $1`;

type Row = Parameters<typeof ruleInForce>[0];

/**
 * Holds the ledger still, and its rule with it, until the end of the transaction: call it before orders are stored that
 * were assessed when they were read.
 *
 * @returns whether that was by the rule that is in force
 */
export async function holdRule(tx: ShopTransaction, shopId: bigint, rule: ValueRule): Promise<boolean> {
  await tx.$executeRawUnsafe(HOLD_LEDGER_STILL, String(shopId));
  const [row] = await tx.$queryRawUnsafe<Row[]>(READ, shopId);
  return isSameRule(ruleInForce(row!), rule);
}

/** The same on a bare connection. */
export async function holdRuleOn(client: PoolClient, shopId: bigint, rule: ValueRule): Promise<boolean> {
  await client.query(HOLD_LEDGER_STILL, [String(shopId)]);
  const { rows } = await client.query<Row>(READ, [String(shopId)]);
  return isSameRule(ruleInForce(rows[0]!), rule);
}
