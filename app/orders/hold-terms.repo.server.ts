import type { PoolClient } from "pg";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { HOLD_LEDGER_STILL } from "./ledger-lock.repo.server.ts";
import { areSameTerms, type LedgerTerms, termsInForce } from "./ledger-terms.ts";

const READ = `
  SELECT currency, time_zone AS "timeZone", counts_tax AS "countsTax", counts_shipping AS "countsShipping" FROM shops WHERE id = $1`;

type Row = Parameters<typeof termsInForce>[0];

/**
 * Holds the ledger still until the end of the transaction, and its currency and rule with it: call it before orders are
 * stored that were assessed when they were read. The time zone may change meanwhile; then their days are moved afterwards
 * (moveOrderDays).
 *
 * @returns whether that was by the terms that are in force
 */
export async function holdTerms(tx: ShopTransaction, shopId: bigint, terms: LedgerTerms): Promise<boolean> {
  await tx.$executeRawUnsafe(HOLD_LEDGER_STILL, String(shopId));
  const [row] = await tx.$queryRawUnsafe<Row[]>(READ, shopId);
  return areSameTerms(termsInForce(row!), terms);
}

/** The same on a bare connection. */
export async function holdTermsOn(client: PoolClient, shopId: bigint, terms: LedgerTerms): Promise<boolean> {
  await client.query(HOLD_LEDGER_STILL, [String(shopId)]);
  const { rows } = await client.query<Row>(READ, [String(shopId)]);
  return areSameTerms(termsInForce(rows[0]!), terms);
}
