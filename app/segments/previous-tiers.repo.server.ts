import type { PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { createColumns } from "../db/read-columns.ts";
import { VALUE_TIERS, type ValueTier } from "./value-tier.ts";

type Run = { shopId: bigint; runId: bigint | null };

/**
 * Each customer's tier in a run, for calls with ascending customer ids: two sorted columns are walked together, which
 * takes 16 bytes a customer.
 */
export async function readPreviousTiers(client: PoolClient, { shopId, runId }: Run): Promise<(customerId: number) => ValueTier | null> {
  if (runId === null) return () => null;
  const codes = VALUE_TIERS.map((tier, code) => `WHEN '${tier}' THEN ${code}`).join(" ");
  const sql = `
    SELECT customer_id, CASE value_tier ${codes} END
    FROM customer_scores
    WHERE shop_id = ${BigInt(shopId)} AND run_id = ${BigInt(runId)}
    ORDER BY customer_id`;
  const columns = createColumns(["customerId", "tier"]);
  for await (const chunk of client.query(copyTo(`COPY (${sql}) TO STDOUT`))) columns.push(chunk as Buffer);
  const { customerId: ids, tier } = columns.end();
  let at = 0;
  return (customerId) => {
    while (at < ids.length && ids[at]! < customerId) at += 1;
    return ids[at] === customerId ? (VALUE_TIERS[tier[at]!] ?? null) : null;
  };
}
