import type { Database } from "../db/database.server.ts";
import type { WriteRun } from "../db/generated/client.ts";
import { deleteInParts } from "../db/delete-in-parts.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { deleteMetafieldDefinitions } from "./delete-metafield-definitions.server.ts";
import { removeShopifySegments } from "./shopify-segments/sync-shopify-segments.server.ts";
import { takeMarksTurn } from "./take-marks-turn.repo.server.ts";
import { WriteFailure, WriteProblem } from "./write-problem.ts";
import { changeWriteRun, finishWriteRun } from "./write-run.repo.server.ts";
import { turnWriting } from "./writing.repo.server.ts";

/** Five minutes in all. What Shopify still keeps then it keeps for a reason that the merchant is told. */
const MOST_TRIES_OF_SEGMENTS = 5;

/**
 * The last step of a removal, when nothing of ours is on any customer: segments, definitions of metafields, and what is
 * remembered for the sake of what stood there. Writing stays off. What is gone already stays gone, should it be cut off.
 *
 * @throws WriteFailure where Shopify does not delete a segment: it is tried again a few times
 */
export async function finishRemoval(deps: Pick<Deps, "db" | "shopify" | "clock">, run: WriteRun): Promise<void> {
  const { db, clock } = deps;
  const { shopId } = run;
  await deleteMetafieldDefinitions(deps, shopId);
  const kept = await removeShopifySegments(deps, shopId);
  if (kept.length > 0 && (await countTries(db, run)) < MOST_TRIES_OF_SEGMENTS) {
    throw new WriteFailure({ code: "segments-kept", shopifyMessage: kept.map(({ name, refusal }) => `${name}: ${refusal}`).join("; ") });
  }
  for (const table of ["written_before", "hand_changes"]) await deleteInParts(db, shopId, table, takeMarksTurn);
  await withShop(db, shopId, async (tx) => {
    await turnWriting(tx, shopId, "off", { now: clock() });
    // What is typed on from now on is nobody's echo.
    await tx.shop.update({ where: { id: shopId }, data: { soughtTags: [], strayTags: [], straySearchId: null } });
    await tx.writeRun.updateMany({ where: { shopId, undoable: true }, data: { undoable: false } });
    await finishWriteRun(tx, run, clock());
  });
}

/** How often Shopify has kept segments until now: what was in the way of the run before that, and its pauses, are not theirs. */
async function countTries(db: Database, run: WriteRun): Promise<number> {
  if (run.problem !== null && WriteProblem.parse(run.problem).code === "segments-kept") return run.failures;
  await changeWriteRun(db, run, { failures: 0 });
  return 0;
}
