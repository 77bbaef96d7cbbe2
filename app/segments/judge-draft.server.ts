import type { ShopTransaction } from "../db/with-shop.server.ts";
import { findCarriedTags } from "./carried-tags.repo.server.ts";
import { type Checked, checkDefinition } from "./check-definition.ts";
import type { VersionedDefinition } from "./definition.ts";
import { findReused, problemOfReuse } from "./reused-names.ts";
import { findAllDefinitions, findDefinition } from "./definitions.repo.server.ts";

type Judged = Checked & { current: VersionedDefinition };

/**
 * A draft as the shop's next definition, or all that is wrong with it. A name that an earlier definition had for something
 * else is free once no customer carries it: until a run has written what it is called now, and where Shopify refused that.
 */
export async function judgeDraft(tx: ShopTransaction, { id, currency }: { id: bigint; currency: string }, draft: unknown): Promise<Judged> {
  const current = await findDefinition(tx, id);
  const checked = checkDefinition(draft, { current: current.definition, currency });
  if (checked.problems) return { ...checked, current };
  const { definition } = checked;
  const reused = findReused(definition, await findAllDefinitions(tx, id));
  // Looking at all that was ever written takes a while in a large shop, and a draft is judged at each letter typed.
  if (reused.length === 0) return { ...checked, current };
  const carried = await findCarriedTags(tx, id, reused.map(({ before }) => before.tag));
  const problems = reused.filter(({ before }) => carried.has(before.tag)).map((it) => problemOfReuse(it, definition.prefix));
  return problems.length === 0 ? { ...checked, current } : { definition: null, problems, current };
}
