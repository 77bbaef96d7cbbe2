import { randomUUID } from "node:crypto";
import { afterEach, describe, it, vi } from "vitest";
import type { NetComponent } from "#app/orders/explain-order.ts";
import { useFileServer } from "../orders/fake-shopify.ts";
import { expectNoticed } from "../support/expect-noticed.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { playHistories } from "./play-histories.ts";

const broken = useTestDatabase();
/** Where the app as it is lives through what the broken one failed at. */
const whole = useTestDatabase();
const files = useFileServer();

/** Modules that a fault is put into; the next one finds them whole. */
const BROKEN = [
  "#app/orders/merge-orders-sql.ts",
  "#app/orders/explain-order.ts",
  "#app/orders/customer-merges.repo.server.ts",
  "#app/orders/follow-merges.server.ts",
  "#app/orders/heal-orders.server.ts",
  "#app/shops/accept-delivery.server.ts",
  "#app/tags/adopt-merged.repo.server.ts",
];

/** From the one that is known to notice. When histories have changed it takes another, a few hundred on at most. */
const MOST_HISTORIES = 800;

function changeMerge(part: string, instead: string): void {
  vi.doMock(import("#app/orders/merge-orders-sql.ts"), async (original) => {
    const { mergeOrdersSql } = await original();
    return { mergeOrdersSql: (source) => replaceIn(mergeOrdersSql(source), part, instead) };
  });
}

function replaceIn(text: string, part: string, instead: string): string {
  if (!text.includes(part)) throw new Error(`There is no "${part}" any more that could be broken in ${text}`);
  return text.replace(part, instead);
}

function countPart(label: NetComponent["label"], times: number): void {
  vi.doMock(import("#app/orders/explain-order.ts"), async (original) => {
    const { explainOrder } = await original();
    const count = (part: NetComponent) => (part.label === label ? { ...part, minor: times * part.minor } : part);
    return { explainOrder: (facts, rule) => explainOrder(facts, rule).map(count) };
  });
}

/** What is wrong with the app, a history that notices, and how to make it so. */
const FAULTS: [fault: string, seed: number, make: () => void][] = [
  [
    "the version that comes last wins, not the newest",
    1_000_001,
    () => changeMerge("WHERE (known.updated_at, known.read_at) <= (excluded.updated_at, excluded.read_at)", ""),
  ],
  [
    "a deleted order comes back",
    2_000_025,
    () => changeMerge("(gone.seen_at IS NULL OR gone.seen_at < incoming.read_at)", "true"),
  ],
  [
    "an order read before a merge goes to the customer who is gone",
    3_000_082,
    () => changeMerge("coalesce(merged.to_customer_id, incoming.customer_id)", "incoming.customer_id"),
  ],
  [
    "the orders of a merged customer stay where they are",
    4_000_013,
    () => vi.doMock(import("#app/orders/customer-merges.repo.server.ts"), () => ({ moveOrders: async (_tx, _shopId, _from, to) => to })),
  ],
  [
    "tags that a merge moved stay",
    5_000_065,
    () => vi.doMock(import("#app/tags/adopt-merged.repo.server.ts"), () => ({ adoptMerged: async () => [] })),
  ],
  [
    "a repeated delivery is taken for a new one",
    6_000_001,
    () =>
      vi.doMock(import("#app/shops/accept-delivery.server.ts"), async (original) => {
        const { acceptDelivery } = await original();
        return { acceptDelivery: (deps, delivery, work) => acceptDelivery(deps, { ...delivery, webhookId: randomUUID() }, work) };
      }),
  ],
  ["a refund that touches no line is overlooked", 7_000_004, () => countPart("refunds-beyond-returns", 0)],
  ["a refund that touches no line is subtracted twice", 8_000_012, () => countPart("refunds-beyond-returns", 2)],
  ["gift cards count as goods", 9_000_003, () => countPart("gift-cards", 0)],
  ["tax within the price counts as goods", 10_000_001, () => countPart("included-tax", 0)],
  [
    "a reconciliation finds what was lost and does not read it",
    11_000_030,
    () => vi.doMock(import("#app/orders/heal-orders.server.ts"), () => ({ healOrders: async () => {} })),
  ],
  [
    "a merge whose event was lost is not followed",
    12_000_727,
    () => vi.doMock(import("#app/orders/follow-merges.server.ts"), () => ({ followMerges: async () => {}, followMerge: async () => true })),
  ],
];

describe("the histories find out when", () => {
  afterEach(() => {
    for (const path of BROKEN) vi.doUnmock(path);
  });

  it.each(FAULTS)("%s (history %i)", { timeout: 600_000 }, async (fault, first, make) => {
    vi.resetModules();
    make();
    const { playHistories: playBroken } = await import("./play-histories.ts");
    const tried = { fault, first, most: MOST_HISTORIES };
    await expectNoticed(tried, (seeds) => playBroken({ db: broken.db, files }, seeds, 1), (seeds) => playHistories({ db: whole.db, files }, seeds, 1));
  });
});
