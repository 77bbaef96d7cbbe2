import type { Deps } from "../deps.server.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { wasErased } from "../orders/erasures.repo.server.ts";
import { holdLedgerStill } from "../orders/ledger-lock.repo.server.ts";
import type { CustomerPayload } from "./compliance.job.ts";
import { type CustomerTableName, ofCustomer, TABLES } from "./customer-tables.ts";
import type { DataAnswer, HeldRow } from "./data-answer.ts";
import { findTraces, type Traces } from "./find-traces.repo.server.ts";

type Payload = CustomerPayload & { requestedAt: string };

/**
 * Collects everything that is held about a customer, for the merchant to hand over. Where the customer was redacted since
 * they asked, nobody is to be told anything any more.
 */
export async function answerDataRequest({ db, clock }: Pick<Deps, "db" | "clock">, payload: Payload): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const customerId = BigInt(payload.customerId);
  await withShop(db, shopId, async (tx) => {
    await holdLedgerStill(tx, shopId);
    if (await wasErased(tx, shopId, "customer", customerId, new Date(payload.requestedAt))) return;
    const traces = await findTraces(tx, { shopId, customerId, orderIds: payload.orderIds.map(BigInt) });
    const held = {} as Record<CustomerTableName, HeldRow[]>;
    for (const [name, table] of TABLES) held[name] = await readHeld(tx, name, table, traces);
    const answer: DataAnswer = { held, products: await readProducts(tx, traces) };
    await tx.dataRequest.create({ data: { shopId, customerId, requestedAt: clock(), answer } });
  });
}

type Table = (typeof TABLES)[number][1];

async function readHeld(tx: ShopTransaction, name: CustomerTableName, table: Table, { shopId, customerIds, orderIds }: Traces): Promise<HeldRow[]> {
  const untold = ["shop_id", ...(table.untold ?? [])];
  const rows = await tx.$queryRawUnsafe<{ row: HeldRow }[]>(
    `SELECT to_jsonb(held) - $4::text[] AS row FROM ${name} AS held
     WHERE ${ofCustomer(table)} AND ($2::bigint[], $3::bigint[]) IS NOT NULL ORDER BY 1`,
    shopId, customerIds, orderIds, untold,
  );
  return rows.map(({ row }) => row);
}

/** What the products in the orders are called: a number alone tells a customer nothing. */
async function readProducts(tx: ShopTransaction, { shopId, orderIds }: Traces): Promise<DataAnswer["products"]> {
  const orders = await tx.order.findMany({ where: { shopId, id: { in: orderIds } }, select: { productIds: true } });
  const ids = [...new Set(orders.flatMap(({ productIds }) => productIds))];
  const products = await tx.product.findMany({ where: { shopId, id: { in: ids } }, orderBy: { id: "asc" } });
  return products.map(({ id, title }) => ({ id: Number(id), title }));
}
