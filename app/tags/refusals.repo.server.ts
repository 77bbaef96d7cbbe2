import type { ShopTransaction } from "../db/with-shop.server.ts";

/** Why Shopify refused, in its own words, and on how many customers it is so now. */
export type Refusal = { reason: string; customers: number; exampleId: string };

const MOST_REASONS = 5;

/** What is parked: the reasons that most customers share, first. */
export async function findRefusals(tx: ShopTransaction, shopId: bigint): Promise<Refusal[]> {
  const rows = await tx.customerWrite.groupBy({
    by: ["error"],
    where: { shopId, error: { not: null } },
    _count: { customerId: true },
    _min: { customerId: true },
    orderBy: [{ _count: { customerId: "desc" } }, { error: "asc" }],
    take: MOST_REASONS,
  });
  return rows.map(({ error, _count, _min }) => ({ reason: error!, customers: _count.customerId, exampleId: String(_min.customerId) }));
}
