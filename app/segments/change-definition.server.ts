import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { definitionChanges } from "./definition-changes.ts";
import type { DefinitionProblem } from "./definition-problem.ts";
import { addDefinition } from "./definitions.repo.server.ts";
import { judgeDraft } from "./judge-draft.server.ts";
import { scoreShopJob } from "./score-shop.job.ts";

type Draft = {
  draft: unknown;
  /** The version that the draft was made from. */
  version: number;
  /** Shopify's id of the staff member; null where the admin did not say. */
  staffId: string | null;
};

export type DefinitionAnswer =
  | { kind: "saved"; version: number }
  | { kind: "unchanged" }
  | { kind: "refused"; problems: DefinitionProblem[] }
  /** Somebody else has saved another version since. */
  | { kind: "outdated"; version: number };

/** Makes a draft the shop's definition and has everybody scored by it, which has everybody's tags written. */
export async function changeDefinition(
  { db, clock }: Pick<Deps, "db" | "clock">,
  shop: { id: bigint; currency: string },
  { draft, version, staffId }: Draft,
): Promise<DefinitionAnswer> {
  return withShop(db, shop.id, async (tx) => {
    const { current, definition, problems } = await judgeDraft(tx, shop, draft);
    if (current.version !== version) return { kind: "outdated", version: current.version };
    if (problems) return { kind: "refused", problems };
    const changes = definitionChanges(current.definition, definition);
    if (changes.length === 0) return { kind: "unchanged" };
    const added = { version: version + 1, definition, changes, staffId, changedAt: clock() };
    if (!(await addDefinition(tx, shop.id, added))) return { kind: "outdated", version: added.version };
    await enqueue(tx, scoreShopJob, { shopId: String(shop.id) });
    return { kind: "saved", version: added.version };
  });
}
