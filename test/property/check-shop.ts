import { isDeepStrictEqual } from "node:util";
import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import type { ValueRule } from "#app/orders/value-rule.ts";
import { Difference } from "./difference.ts";
import { dayOf, expectOrder } from "./expected-shop.ts";
import { expectCustomers, type Held } from "./expected-segments.ts";
import type { LiveShop } from "./live-shop.ts";

const NOBODY: ReadonlyMap<number, Held> = new Map();

export type KeptState = Awaited<ReturnType<typeof readState>>;

/** What the app keeps of a shop. */
export async function readState(db: Database, { shopId }: LiveShop) {
  return withShop(db, shopId, async (tx) => ({
    orders: await tx.order.findMany({ where: { shopId }, orderBy: { id: "asc" } }),
    scores: await tx.customerScore.findMany({ where: { shopId }, orderBy: { customerId: "asc" } }),
  }));
}

/** The ledger, order by order, and what each customer's orders come to. */
export function checkLedger({ world, rule }: LiveShop, { orders, scores }: KeptState): void {
  const currency = world.store.shop().currency;
  const rows = orders.map((it) => ({
    id: Number(it.id),
    customerId: it.customerId === null ? null : Number(it.customerId),
    netMinor: Number(it.netMinor),
    exclusion: it.exclusion,
    day: it.orderDay.toISOString().slice(0, 10),
    currency: it.currency,
  }));
  const expected = expectOrders(world, rule());
  compare("The ledger", rows, expected.map((it) => ({ ...it, currency })));
  compare(
    "What customers' orders come to",
    scores.map((it) => ({ customerId: Number(it.customerId), ordersCount: it.ordersCount, historicMinor: Number(it.historicValueMinor) })),
    expectCustomers(expected, "2026-05-04", NOBODY).map(({ customerId, ordersCount, historicMinor }) => ({ customerId, ordersCount, historicMinor })),
  );
}

/** After a reconciliation: Shopify's own sums of the customers agree with the ledger, or every difference has a name. */
export async function checkReconciliation(db: Database, { shopId }: LiveShop): Promise<void> {
  const newest = await withShop(db, shopId, (tx) => tx.reconciliation.findFirst({ where: { shopId }, orderBy: { id: "desc" } }));
  compare("The reconciliation", [{ status: newest?.status, unexplainedMinor: String(newest?.unexplainedMinor) }], [{ status: "done", unexplainedMinor: "0" }]);
}

/**
 * Values, tiers and stages of a run over the whole shop, and the tags that stand in Shopify in the end.
 *
 * @param before what was kept before the run, since when no order has changed
 */
export function checkSegments({ world, rule }: LiveShop, { scores }: KeptState, before: KeptState): void {
  const held = new Map(before.scores.map((it) => [Number(it.customerId), { tier: it.valueTier, stage: it.stage }]));
  const today = dayOf(world.clock.iso(), world.store.shop().ianaTimezone);
  const expected = expectCustomers(expectOrders(world, rule()), today, held);
  compare(
    "Values and segments",
    scores.map((it) => ({
      customerId: Number(it.customerId),
      ordersCount: it.ordersCount,
      historicMinor: Number(it.historicValueMinor),
      tier: it.valueTier,
      stage: it.stage,
    })),
    expected,
  );
  const customers = [...world.store.customers.values()].sort((a, b) => a.id - b.id);
  const isFrom = new Map(expected.map((it) => [it.customerId, it]));
  compare(
    "Tags in Shopify",
    customers.map(({ id, tags }) => ({ id, tags: tags.toSorted() })),
    customers.map(({ id, tags }) => {
      const segments = isFrom.get(id);
      const ours = segments ? [`clv:value-${segments.tier}`, `clv:stage-${segments.stage}`] : [];
      return { id, tags: [...tags.filter((tag) => !tag.startsWith("clv:")), ...ours].sort() };
    }),
  );
}

function expectOrders({ store }: LiveShop["world"], rule: ValueRule) {
  const timeZone = store.shop().ianaTimezone;
  return [...store.orders.values()].sort((a, b) => a.id - b.id).map((order) => expectOrder(order, { timeZone, rule }));
}

function compare(what: string, seen: unknown[], expected: unknown[]): void {
  if (isDeepStrictEqual(seen, expected)) return;
  const lines = (rows: unknown[]) => rows.map((row) => `    ${JSON.stringify(row)}`).join("\n");
  const [onlySeen, onlyExpected] = [without(seen, expected), without(expected, seen)];
  throw new Difference(`${what}:\n  the app has\n${lines(onlySeen)}\n  and should have\n${lines(onlyExpected)}`);
}

function without(rows: unknown[], others: unknown[]): unknown[] {
  return rows.filter((row) => !others.some((other) => isDeepStrictEqual(row, other)));
}
