import { withShop } from "#app/db/with-shop.server.ts";
import { changeDefinition } from "#app/segments/change-definition.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { findShopByDomain } from "#app/shops/find-shop.repo.server.ts";
import type { Stack } from "../demo/stack.ts";
import { watchRiver } from "../demo/watch-river.ts";
import type { Steps } from "../steps.ts";

const BY_MORE = { by: "share", vip: 0.1, high: 0.2, mid: 0.4 } as const;

/** Gives a new shop a past of a month, at whose end customers were sorted by other settings. Once: a shop that has it keeps it. */
export async function moveCustomers(steps: Steps, { db, domain }: Pick<Stack, "db" | "domain">): Promise<void> {
  const shop = await findShopByDomain(db, domain);
  if (!shop?.currency) throw new Error(`${domain} is not installed.`);
  const draft = { ...DEFAULT_DEFINITION, value: { ...DEFAULT_DEFINITION.value, tiers: BY_MORE } };
  const answer = await changeDefinition({ db, clock: () => new Date() }, { id: shop.id, currency: shop.currency }, { draft, version: 0, staffId: null });
  if (answer.kind === "outdated") return;
  await withShop(db, shop.id, (tx) => tx.$executeRaw`UPDATE segment_flows SET since = since - interval '30 days' WHERE shop_id = ${shop.id}`);
  await watchRiver(steps, db, domain);
}
