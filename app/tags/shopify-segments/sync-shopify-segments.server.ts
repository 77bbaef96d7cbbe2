import { takeTurn } from "../../db/take-turn.server.ts";
import { withShop } from "../../db/with-shop.server.ts";
import type { Deps } from "../../deps.server.ts";
import { findCurrentBorders } from "../../segments/current-borders.repo.server.ts";
import { findLanguage } from "../../shops/language.repo.server.ts";
import { findWriting } from "../writing.repo.server.ts";
import { keepInStep } from "./keep-in-step.server.ts";
import { readSegments } from "./shopify-segments.repo.server.ts";
import { wantedSegments } from "./wanted-segments.ts";

type SegmentDeps = Pick<Deps, "db" | "shopify">;

/** A segment for each tag that the shop's current run writes. Without a run, or while writing is off, all stay as they are. */
export async function syncShopifySegments(deps: SegmentDeps, payload: { shopId: string }): Promise<void> {
  const shopId = BigInt(payload.shopId);
  await takeTurn(deps.db, shopId, TURN, async () => {
    const wanted = await withShop(deps.db, shopId, async (tx) => {
      const run = (await findWriting(tx, shopId)) === "on" ? await findCurrentBorders(tx, shopId) : null;
      return run && wantedSegments(run.borders.definition, await findLanguage(tx, shopId));
    });
    if (wanted) await keepInStep(deps, shopId, wanted);
  });
}

/**
 * Deletes every segment that we have made.
 *
 * @returns names of those that Shopify keeps from being deleted, with its reason. What the merchant has edited stays, too:
 * it is theirs.
 */
export async function removeShopifySegments(deps: SegmentDeps, shopId: bigint): Promise<{ name: string; refusal: string | null }[]> {
  return takeTurn(deps.db, shopId, TURN, async () => {
    await keepInStep(deps, shopId, []);
    return (await readSegments(deps.db, shopId)).map(({ name, refusal }) => ({ name, refusal }));
  });
}

const TURN = "shopify-segments";
