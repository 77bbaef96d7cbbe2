import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { localDay } from "../time/local-day.ts";
import { monthOfDay } from "../time/months.ts";
import { checkCosts, type CostDraft, type CostProblem } from "./check-costs.ts";
import { readCosts, storeCosts } from "./costs.repo.server.ts";
import { diffCosts } from "./diff-costs.ts";
import { findChannels } from "./find-channels.repo.server.ts";

type Given = {
  draft: CostDraft;
  /** The version that the draft was made from. */
  version: number;
  /** Shopify's id of the staff member; null where the admin did not say. */
  staffId: string | null;
};

export type CostsAnswer =
  | { kind: "saved"; version: number }
  | { kind: "unchanged" }
  | { kind: "refused"; problems: CostProblem[] }
  /** Somebody else has saved since. */
  | { kind: "outdated"; version: number };

/** Notes what a merchant says of margin and spend, with who said it and what stood before. */
export async function noteCosts(
  { db, clock }: Pick<Deps, "db" | "clock">,
  shop: { id: bigint; currency: string; timeZone: string },
  { draft, version, staffId }: Given,
): Promise<CostsAnswer> {
  return withShop(db, shop.id, async (tx) => {
    const before = await readCosts(tx, shop);
    if (before.version !== version) return { kind: "outdated", version: before.version };
    const at = clock();
    const { spelled } = await findChannels(tx, shop.id);
    const rules = { currency: shop.currency, thisMonth: monthOfDay(localDay(at, shop.timeZone)), channels: spelled };
    const { costs, problems } = checkCosts(draft, rules);
    if (problems) return { kind: "refused", problems };
    const changes = diffCosts(before, costs, shop.currency);
    if (changes.grossMargin === null && changes.spends.length === 0) return { kind: "unchanged" };
    const saved = { shopId: shop.id, version: version + 1, changes, staffId, at };
    if (!(await storeCosts(tx, saved))) return { kind: "outdated", version: saved.version };
    return { kind: "saved", version: saved.version };
  });
}
