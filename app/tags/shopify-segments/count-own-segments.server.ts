import type { Deps } from "../../deps.server.ts";
import { isOurs, judgeHand } from "./by-hand.ts";
import { findSegments } from "./find-segments.server.ts";
import { readSegments } from "./shopify-segments.repo.server.ts";

/** How many segments a removal would delete: those that are still ours, as Shopify has them now. */
export async function countOwnSegments({ db, shopify }: Pick<Deps, "db" | "shopify">, shopId: bigint): Promise<number> {
  const led = (await readSegments(db, shopId)).filter((row) => row.segmentId !== null && isOurs(row));
  const found = await findSegments({ shopify }, led);
  return led.filter((row) => isOurs(judgeHand(row, found.get(row) ?? null))).length;
}
