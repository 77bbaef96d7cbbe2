import type { ShopTransaction } from "../db/with-shop.server.ts";
import { type Checked, checkDefinition } from "./check-definition.ts";
import type { VersionedDefinition } from "./definition.ts";
import { findReused, problemOfReuse, type Reused } from "./reused-names.ts";
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
  const carried = await keepCarried(tx, id, findReused(definition, await findAllDefinitions(tx, id)));
  const problems = carried.map((it) => problemOfReuse(it, definition.prefix));
  return carried.length === 0 ? { ...checked, current } : { definition: null, problems, current };
}

async function keepCarried(tx: ShopTransaction, shopId: bigint, reused: readonly Reused[]): Promise<Reused[]> {
  if (reused.length === 0) return [];
  const tags = reused.map(({ before }) => before.tag);
  const rows = await tx.$queryRaw<{ tag: string }[]>`
    SELECT DISTINCT tag FROM customer_writes CROSS JOIN unnest(tags) AS tag
    WHERE shop_id = ${shopId} AND tags && ${tags} AND tag = ANY(${tags})`;
  return reused.filter(({ before }) => rows.some(({ tag }) => tag === before.tag));
}
