import type { Database } from "../db/database.server.ts";
import type { BulkWrite } from "../db/generated/client.ts";
import { withShop, withShopConnection } from "../db/with-shop.server.ts";
import type { CustomerDiff } from "./diff-customer.ts";
import type { CallKind } from "./plan-calls.ts";
import type { PlannedWrite } from "./plan-write.ts";

/** One bulk mutation of a round. */
export type Mutation = Omit<BulkWrite, "kind"> & { kind: CallKind };

/** The bulk round under way. */
export type Round = {
  mutations: Mutation[];
  /** How many customers it holds. */
  customers: number;
};

export function findRound(db: Database, shopId: bigint): Promise<Round | null> {
  return withShop(db, shopId, async (tx) => {
    const mutations = (await tx.bulkWrite.findMany({ where: { shopId }, orderBy: [{ kind: "desc" }, { part: "asc" }] })) as Mutation[];
    const customers = await tx.plannedWrite.count({ where: { shopId } });
    return mutations.length + customers > 0 ? { mutations, customers } : null;
  });
}

/** What the round does; without those whom a redaction has erased since it began. */
export function readPlannedWrites(db: Database, shopId: bigint): Promise<PlannedWrite[]> {
  return withShopConnection(db, shopId, async (client) => {
    const { rows } = await client.query<PlannedRow>(PLANNED, [shopId]);
    return rows.map(({ customer_id, version, diff, tags, metafields }) => {
      return { customerId: BigInt(customer_id), version, diff, possible: { tags, metafields }, aim: null };
    });
  });
}

type PlannedRow = { customer_id: string; version: number; diff: CustomerDiff; tags: string[]; metafields: Record<string, string> };

const PLANNED = `
  SELECT customer_id, planned_writes.version, diff, tags, metafields
  FROM planned_writes JOIN customer_writes USING (shop_id, customer_id)
  WHERE shop_id = $1 ORDER BY customer_id`;

type Note = Partial<Pick<Mutation, "customerIds" | "askedAt" | "bulkOperationId">>;

export async function noteOnMutation(db: Database, { shopId, kind, part }: Mutation, data: Note): Promise<void> {
  await withShop(db, shopId, (tx) => tx.bulkWrite.update({ where: { shopId_kind_part: { shopId, kind, part } }, data }));
}

export async function dropMutation(db: Database, { shopId, kind, part }: Mutation): Promise<void> {
  await withShop(db, shopId, (tx) => tx.bulkWrite.delete({ where: { shopId_kind_part: { shopId, kind, part } } }));
}
