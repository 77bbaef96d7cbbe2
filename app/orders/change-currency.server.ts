import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { requireShop } from "../shops/find-shop.repo.server.ts";
import { lockShop } from "../shops/lock-shop.repo.server.ts";
import { ShopDetails } from "../shops/shop-details.graphql.ts";
import { changeTerms } from "./change-terms.server.ts";
import { openImport } from "./open-import.repo.server.ts";
import { changeReconciliation, findActiveReconciliation } from "./reconciliations.repo.server.ts";
import { ruleInForce } from "./value-rule.ts";

const BECAUSE = { code: "settings-changed", said: null } as const;

type Parts = Pick<Deps, "db" | "shopify" | "clock">;

/**
 * Puts the currency that the shop has by now in force together with the verdicts by it: at no moment are amounts in both
 * added up. It is asked for until it is in force: what is told meanwhile is held against the one before and may be no change.
 */
export async function changeCurrency(deps: Parts, payload: { shopId: string }): Promise<void> {
  const shop = await requireShop(deps.db, BigInt(payload.shopId));
  const { shop: now } = await deps.shopify.run(shop.id, ShopDetails, {});
  if (now.currencyCode === shop.currency) return readAnew(deps, shop.id);
  await changeTerms(deps, shop, { shopCurrency: now.currencyCode, rule: ruleInForce(shop) });
  await changeCurrency(deps, payload);
}

/**
 * What Shopify says of the orders is read anew since the currency is in force, once, and a comparison with its sums that
 * is under way is of the one before.
 */
async function readAnew({ db, clock }: Parts, shopId: bigint): Promise<void> {
  await withShop(db, shopId, async (tx) => {
    const { currencySince } = await lockShop(tx, shopId);
    if (currencySince === null || (await tx.import.count({ where: { shopId, startedAt: { gte: currencySince } } })) > 0) return;
    const now = clock();
    const comparing = await findActiveReconciliation(tx, shopId);
    if (comparing) await changeReconciliation(tx, comparing, { status: "failed", problem: BECAUSE, toCheck: [], finishedAt: now });
    await openImport(tx, shopId, now, { startedBefore: currencySince, because: BECAUSE });
  });
}
