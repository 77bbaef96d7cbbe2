import { beforeEach } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { DEFAULT_DEFINITION, type SegmentDefinition } from "#app/segments/definition.ts";
import { syncShopifySegments } from "#app/tags/shopify-segments/sync-shopify-segments.server.ts";
import { putCustomer, switchToRun } from "../shop-with-scores.ts";
import { useShopWithScores } from "../use-shop-with-scores.ts";

export const ON_VALUE = ["VIP", "High value", "Mid value", "Low value", "Negative value"].map((title) => `Perennial: ${title}`);
export const ON_STAGE = ["New", "Active", "At risk", "Lapsed", "Lost"].map((title) => `Perennial: ${title}`);
export const queryOf = (tag: string) => `customer_tags CONTAINS '${tag}'`;

/** A shop with a run and no segment of ours yet. */
export function useSegments() {
  const given = useShopWithScores();
  const { test, shopify, shop, deps } = given;
  const segments = () => shopify.sandbox.store.segments;

  beforeEach(async () => {
    await test.owner.query("TRUNCATE shopify_segments");
    for (const { id } of segments().values()) segments().remove(id);
    putCustomer(shopify.sandbox, 1);
    await switchToRun(test.db, shop.id, [{ customerId: 1n }]);
  });

  return {
    ...given,
    segments,
    sync: (using = deps) => syncShopifySegments(using, { shopId: String(shop.id) }),
    /** Names and queries of all the shop's segments, by name. */
    standing: () => Object.fromEntries([...segments().values()].map(({ name, query }) => [name, query])),
    named: (name: string) => [...segments().values()].find((it) => it.name === name)!,
    rows: () => withShop(test.db, shop.id, (tx) => tx.shopifySegment.findMany({ orderBy: { place: "asc" } })),
    /** A merchant's own. */
    addForeign: (name: string, query: string): number => {
      const { store, clock } = shopify.sandbox;
      const id = store.nextId();
      segments().put({ id, name, query, createdAt: clock.iso(), editedAt: clock.iso() });
      return id;
    },
    /** What the current run goes by. */
    define: async (change: (definition: SegmentDefinition) => SegmentDefinition): Promise<void> => {
      const definition = change(DEFAULT_DEFINITION);
      await test.owner.query("UPDATE score_runs SET borders = jsonb_set(borders, '{definition}', $1)", [JSON.stringify(definition)]);
    },
  };
}
