import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import type { PacedShopify } from "../shopify/admin.server.ts";
import type { Asked } from "./asked.ts";
import { costRuleOf } from "./cost-rule.server.ts";
import { estimateCost, type WriteCost } from "./estimate-cost.ts";
import { foreseeRemoval, type ForeseenRemoval } from "./foresee-removal.server.ts";
import { measureWrites } from "./measure-writes.server.ts";
import type { Supposed } from "./supposed.ts";
import { countLeftByUndo } from "./undo-terms.repo.server.ts";

type Foreseen = {
  changes: Asked["changes"];
  cost: WriteCost;
  /** Customers whom an undo leaves as they are. */
  left: number;
  /** Null where nothing is removed. */
  removal: ForeseenRemoval | null;
};

/** What a write run, an undo or a removal would do if it began now; nothing is written. */
export async function foreseeWrites(deps: Pick<Deps, "db" | "clock" | "log"> & { shopify: PacedShopify }, shopId: bigint, as: Supposed): Promise<Foreseen> {
  const sum = await measureWrites(deps, shopId, as);
  const left = as.writing === "undoing" ? await withShop(deps.db, shopId, (tx) => countLeftByUndo(tx, shopId, as.undoes)) : 0;
  const removal = as.writing === "removing" ? await foreseeRemoval(deps, shopId) : null;
  return { changes: sum.changes, cost: estimateCost(sum, costRuleOf(deps.shopify, shopId), removal?.calls), left, removal };
}
