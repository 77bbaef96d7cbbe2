import type { Deps } from "../deps.server.ts";
import { MetafieldsSet } from "./metafields-set.graphql.ts";
import type { FigureSet } from "./pack-figures.ts";

type Refused = {
  customerId: bigint;
  /** Something else stands there than was read. */
  isStale: boolean;
  message: string;
};

/**
 * Sets the figures of several customers in one call, which Shopify does wholly or not at all: whom it refuses is left out
 * and the others sent again; where it does not say whom, each is sent alone.
 *
 * @returns who was refused
 */
export async function sendFigures(deps: Pick<Deps, "shopify">, shopId: bigint, pack: readonly FigureSet[]): Promise<Refused[]> {
  const { metafieldsSet } = await deps.shopify.run(shopId, MetafieldsSet, { metafields: pack.flatMap(({ figures }) => figures) });
  if (!metafieldsSet) throw new Error(`Shopify does not say what came of metafieldsSet on ${pack.length} customers.`);
  const { userErrors } = metafieldsSet;
  if (userErrors.length === 0) return [];
  const owners = pack.flatMap((set) => set.figures.map(() => set));
  const errorsOf = (set: FigureSet) => userErrors.filter(({ elementIndex }) => pack.length === 1 || owners[elementIndex ?? -1] === set);
  const refused = pack.flatMap((set) => {
    const errors = errorsOf(set);
    if (errors.length === 0) return [];
    const message = [...new Set(errors.map((error) => error.message))].join("; ");
    return { customerId: set.customerId, isStale: errors.every(({ code }) => code === "STALE_OBJECT"), message };
  });
  const others = pack.filter(({ customerId }) => refused.every((it) => it.customerId !== customerId));
  const next = refused.length > 0 ? [others] : others.map((set) => [set]);
  for (const rest of next) if (rest.length > 0) refused.push(...(await sendFigures(deps, shopId, rest)));
  return refused;
}
