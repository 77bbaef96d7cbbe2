import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { lockShop } from "../shops/lock-shop.repo.server.ts";
import { requireShop } from "../shops/find-shop.repo.server.ts";
import { changeTerms } from "./change-terms.server.ts";
import { openImport } from "./open-import.repo.server.ts";
import { changeReconciliation, findActiveReconciliation } from "./reconciliations.repo.server.ts";
import { ruleInForce } from "./value-rule.ts";

const BECAUSE = { code: "settings-changed", said: null } as const;

/**
 * Puts the shop's new currency in force together with the verdicts by it: at no moment are amounts in both added up. What
 * Shopify says of the orders is read anew then, and a comparison with its sums that is under way is of the old one.
 */
export async function changeCurrency({ db, clock }: Pick<Deps, "db" | "clock">, payload: { shopId: string; currency: string }): Promise<void> {
  const shop = await requireShop(db, BigInt(payload.shopId));
  await changeTerms({ db }, shop, { shopCurrency: payload.currency, rule: ruleInForce(shop) });
  await withShop(db, shop.id, async (tx) => {
    await lockShop(tx, shop.id);
    const now = clock();
    const comparing = await findActiveReconciliation(tx, shop.id);
    if (comparing) await changeReconciliation(tx, comparing, { status: "failed", problem: BECAUSE, toCheck: [], finishedAt: now });
    await openImport(tx, shop.id, now, { startedBefore: now, because: BECAUSE });
  });
}
